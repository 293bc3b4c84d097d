package dev.keyward.cli.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.cli.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which machines a group of a policy holds does not depend on which folder was named. */
class PolicyGroupsTest {

  @TempDir Path folder;

  private CaseFolder opened;

  @BeforeEach
  void open() throws IOException {
    opened = CaseFolder.of("policy-group-by-folder-named", folder);
  }

  private void required(String path) {
    Run run = opened.run("audit " + path + " --guardians known --policy pol.yaml");
    assertEquals(1, run.exit(), run.out() + run.err());
    assertTrue(run.out().contains("error  required-guardian-missing: zuerich-hgs"), run.out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"share", "share/Berlin", "share/Berlin/2026", "share/Berlin/2026/web-01.kp"})
  void aPatternWithoutASlashMatchesTheFilesNameInAnyFolder(String path) {
    required(path);
  }

  private void group(String line) throws IOException {
    Files.writeString(
        folder.resolve("pol.yaml"),
        "schema: keyward.audit-policy/1\ngroups:\n  - name: web servers\n    "
            + line
            + "\n    guardians: {required: [zuerich-hgs]}\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"vms: [2026/web-01]", "vms: [berlin/*/web-*]", "vms: ['2026/WEB-01']"})
  void aPatternWithASlashMatchesTheEndOfThePath(String line) throws IOException {
    group(line);
    required("share");
    required("share/Berlin/2026");
  }

  @ParameterizedTest
  @ValueSource(strings = {"folders: [Berlin]", "folders: [berlin/2026]", "folders: ['20*']"})
  void aGroupCanBeThatOfFolders(String line) throws IOException {
    group(line);
    required("share");
    required("share/Berlin/2026");
  }

  @Test
  void aGroupOfAnotherFolderHoldsNothing() throws IOException {
    group("folders: [Zuerich]\n    vms: [web-01]");
    Run run = opened.run("audit share --guardians known --policy pol.yaml");
    assertEquals(0, run.exit(), run.out());
  }
}
