package dev.mlsim.services.sagemaker.cards;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.service.Documents;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A model card as a PDF: its content as plain lines, indented by section. */
final class CardPdf {
  private static final int WIDTH = 90;
  private static final int LINES = 50;

  private final List<String> lines = new ArrayList<>();
  private final StringBuilder file = new StringBuilder("%PDF-1.4\n");
  private final List<Integer> places = new ArrayList<>();

  private CardPdf() {}

  /** The file. */
  static byte[] of(String title, JsonNode content) {
    CardPdf pdf = new CardPdf();
    pdf.line("", "Model card " + title);
    Documents.parsed(content.asText()).ifPresent(parsed -> pdf.members("", parsed));
    return pdf.written().getBytes(StandardCharsets.ISO_8859_1);
  }

  private void members(String indent, JsonNode structure) {
    for (Map.Entry<String, JsonNode> member : structure.properties()) {
      value(indent, member.getKey().replace('_', ' '), member.getValue());
    }
  }

  private void value(String indent, String name, JsonNode value) {
    if (value.isValueNode()) {
      line(indent, name + ": " + value.asText());
      return;
    }
    line(indent, name);
    if (value.isObject()) {
      members(indent + "  ", value);
    }
    for (int i = 0; value.isArray() && i < value.size(); i++) {
      value(indent + "  ", Integer.toString(i + 1), value.get(i));
    }
  }

  private void line(String indent, String text) {
    String rest = text.replaceAll("\\s+", " ").replaceAll("[^\\x20-\\xFF]", "?");
    int width = Math.max(WIDTH - indent.length(), 1);
    for (int at = 0; at == 0 || at < rest.length(); at += width) {
      lines.add(indent + rest.substring(at, Math.min(at + width, rest.length())));
    }
  }

  /** Objects 1 to 3 are the catalogue, the list of pages and the font; then two for each page. */
  private String written() {
    int pages = (lines.size() + LINES - 1) / LINES;
    StringBuilder kids = new StringBuilder();
    for (int page = 0; page < pages; page++) {
      kids.append(4 + 2 * page).append(" 0 R ");
    }
    object("<< /Type /Catalog /Pages 2 0 R >>");
    object("<< /Type /Pages /Kids [" + kids + "] /Count " + pages + " >>");
    object("<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>");
    for (int page = 0; page < pages; page++) {
      object(
          "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >>"
              + " >> /Contents "
              + (5 + 2 * page)
              + " 0 R >>");
      String text = page(lines.subList(page * LINES, Math.min((page + 1) * LINES, lines.size())));
      object("<< /Length " + text.length() + " >>\nstream\n" + text + "endstream");
    }
    return end();
  }

  private static String page(List<String> lines) {
    StringBuilder text = new StringBuilder("BT /F1 10 Tf 14 TL 36 756 Td\n");
    for (String line : lines) {
      text.append('(').append(line.replaceAll("([\\\\()])", "\\\\$1")).append(") '\n");
    }
    return text.append("ET\n").toString();
  }

  private void object(String body) {
    places.add(file.length());
    file.append(places.size()).append(" 0 obj\n").append(body).append("\nendobj\n");
  }

  private String end() {
    int table = file.length();
    int size = places.size() + 1;
    file.append("xref\n0 ").append(size).append("\n0000000000 65535 f \n");
    for (int place : places) {
      String digits = "000000000" + place;
      file.append(digits.substring(digits.length() - 10)).append(" 00000 n \n");
    }
    file.append("trailer\n<< /Size ").append(size).append(" /Root 1 0 R >>\nstartxref\n");
    return file.append(table).append("\n%%EOF\n").toString();
  }
}
