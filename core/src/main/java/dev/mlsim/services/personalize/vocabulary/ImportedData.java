package dev.mlsim.services.personalize.vocabulary;

import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.World;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rows of a dataset, as far as the store has the files that were imported: the last full import
 * and the incremental ones after it.
 *
 * @param header the columns
 * @param rows the rows, each as long as the header
 */
public record ImportedData(List<String> header, List<List<String>> rows) {
  /** Copies the rows. */
  public ImportedData {
    header = List.copyOf(header);
    rows = List.copyOf(rows);
  }

  /** What the dataset holds; nothing where no file is at hand. */
  public static Optional<ImportedData> of(Resource dataset, World world) {
    List<String> header = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    world.registry().group(Types.IMPORT_JOB, dataset.arn()).stream()
        .filter(job -> job.is(Lifecycles.ACTIVE))
        .filter(job -> job.sequence() > dataset.sequence()) // an earlier one's has the same ARN
        .forEach(
            job -> {
              if (PersonalizeType.text(job, "importMode").equals("FULL")) {
                header.clear();
                rows.clear();
              }
              for (ImportedData file : files(GroupData.location(job), world)) {
                if (header.isEmpty()) {
                  header.addAll(file.header());
                }
                rows.addAll(file.rows());
              }
            });
    return header.isEmpty() ? Optional.empty() : Optional.of(new ImportedData(header, rows));
  }

  /** The CSV files at a location. */
  public static List<ImportedData> files(String location, World world) {
    return world.objects().inputs(location).stream()
        .map(uri -> parse(world.objects().text(uri).orElse("")))
        .toList();
  }

  private static ImportedData parse(String csv) {
    List<String> lines = csv.lines().filter(line -> !line.isBlank()).toList();
    if (lines.isEmpty()) {
      return new ImportedData(List.of(), List.of());
    }
    return new ImportedData(
        cells(lines.get(0)), lines.stream().skip(1).map(ImportedData::cells).toList());
  }

  private static List<String> cells(String line) {
    if (line.indexOf('"') < 0) {
      return Arrays.asList(line.split(",", -1));
    }
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quoted && line.startsWith("\"\"", i)) {
        cell.append(c);
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString());
    return cells;
  }

  /** The values of a column, a value for each row; none if there is no such column. */
  public List<String> column(String name) {
    int at = header.indexOf(name);
    return at < 0
        ? List.of()
        : rows.stream().filter(row -> row.size() > at).map(row -> row.get(at)).toList();
  }

  /** The rows without those that have one of the values in the column. */
  public ImportedData without(String name, List<String> values) {
    int at = header.indexOf(name);
    Set<String> unwanted = new HashSet<>(values);
    return at < 0
        ? this
        : new ImportedData(
            header,
            rows.stream()
                .filter(row -> row.size() <= at || !unwanted.contains(row.get(at)))
                .toList());
  }

  /**
   * These rows and then others, whose columns are sorted in, or added behind; of rows with one id
   * in the key column the last one stays, in the place of the first.
   *
   * @param key the column of the id; empty where rows have none
   */
  public ImportedData and(ImportedData more, String key) {
    List<String> columns = new ArrayList<>(header);
    more.header.stream().filter(column -> !columns.contains(column)).forEach(columns::add);
    List<List<String>> all = new ArrayList<>();
    for (ImportedData part : List.of(this, more)) {
      int[] from = columns.stream().mapToInt(part.header::indexOf).toArray();
      for (List<String> row : part.rows) {
        List<String> cells = new ArrayList<>(from.length);
        for (int at : from) {
          cells.add(at >= 0 && at < row.size() ? row.get(at) : "");
        }
        all.add(cells);
      }
    }
    int id = columns.indexOf(key);
    if (id < 0) {
      return new ImportedData(columns, all);
    }
    Map<String, List<String>> byId = new LinkedHashMap<>();
    all.forEach(row -> byId.put(row.get(id), row));
    return new ImportedData(columns, List.copyOf(byId.values()));
  }

  /** As a CSV file. */
  public String csv() {
    StringBuilder text = new StringBuilder(line(header));
    rows.forEach(row -> text.append(line(row)));
    return text.toString();
  }

  private static String line(List<String> cells) {
    return String.join(",", cells.stream().map(ImportedData::cell).toList()) + "\n";
  }

  private static String cell(String value) {
    return value.indexOf(',') < 0 && value.indexOf('"') < 0
        ? value
        : '"' + value.replace("\"", "\"\"") + '"';
  }
}
