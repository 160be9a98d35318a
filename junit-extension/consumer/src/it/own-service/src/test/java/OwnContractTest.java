import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.contract.Contract;
import dev.mlsim.contract.tool.ContractDeriver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnContractTest {

  @Test
  void a_contract_is_derived_and_read(@TempDir Path folder) throws IOException {
    Path model =
        Files.writeString(
            folder.resolve("service-2.json"),
            """
            {"metadata": {"protocol": "json", "serviceId": "Toy", "apiVersion": "2020-01-01",
               "endpointPrefix": "toy", "targetPrefix": "Toys"},
             "operations": {"Play": {"http": {"method": "POST", "requestUri": "/"}}},
             "shapes": {}}
            """);

    String derived = ContractDeriver.derive("toy", model);

    Contract contract =
        Contract.read(new ByteArrayInputStream(derived.getBytes(StandardCharsets.UTF_8)));
    assertThat(contract.operations()).containsOnlyKeys("Play");
  }
}
