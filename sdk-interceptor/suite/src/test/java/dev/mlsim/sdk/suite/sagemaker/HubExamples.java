package dev.mlsim.sdk.suite.sagemaker;

import dev.mlsim.sdk.suite.Examples;
import dev.mlsim.sdk.suite.FamilyExamples;

/** Hubs and their contents. */
final class HubExamples implements FamilyExamples {

  @Override
  public void give(Examples examples) {
    examples
        .input("ListHubs", "{'NameContains': 'suite'}")
        .input(
            "ImportHubContent",
            stage ->
                "{'HubName': '"
                    + stage.name("hub")
                    + "', 'HubContentType': 'Model', 'HubContentVersion': '1.0.0',"
                    + " 'HubContentDocument': '{}'}")
        .member(
            "ImportHubContent", "HubName", stage -> "{'HubName': '" + stage.another("hub") + "'}")
        .member(
            "ImportHubContent", "HubContentDocument", "{'HubContentDocument': '{\\'Url\\': 1}'}")
        .member("ImportHubContent", "HubContentType", "{'HubContentType': 'Notebook'}");
    for (String member :
        new String[] {"HubName", "HubContentType", "HubContentName", "HubContentVersion"}) {
      examples.unseen("UpdateHubContent", member, "it tells which content is updated");
    }
    for (String operation : new String[] {"ListHubContents", "ListHubContentVersions"}) {
      examples.input(
          operation,
          stage -> "{'HubName': '" + stage.name("hub") + "', 'HubContentType': 'Model'}");
    }
  }
}
