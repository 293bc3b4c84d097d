package dev.keyward.vm.shielding;

import static dev.keyward.vm.shielding.VolumeIdQualifier.Difference.NAME;
import static dev.keyward.vm.shielding.VolumeIdQualifier.Difference.SIGNER;
import static dev.keyward.vm.shielding.VolumeIdQualifier.Difference.VERSION;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.keyward.vm.TestCatalogs;
import dev.keyward.vm.template.CatalogHeader;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VolumeIdQualifierTest {

  @TempDir static Path folder;

  private static CatalogHeader named;

  @BeforeAll
  static void signOnce() throws Exception {
    named = catalog("server", "1.2.3.4", "contoso");
  }

  private static CatalogHeader catalog(String name, String version, String signer)
      throws Exception {
    return TestCatalogs.sign(TestCatalogs.disk(folder, 4096), name, version, signer).header();
  }

  private static Set<VolumeIdQualifier.Difference> wrong(VersionRule rule, CatalogHeader offered) {
    return VolumeIdQualifier.of(named, rule).differences(offered);
  }

  @ParameterizedTest
  @CsvSource({
    "EQUALS, 1.2.3.3, false",
    "EQUALS, 1.2.3.4, true",
    "EQUALS, 1.2.3.5, false",
    "GREATER, 1.2.3.3, false",
    "GREATER, 1.2.3.4, false",
    "GREATER, 1.2.3.5, true",
    "GREATER, 1.10.0.0, true",
    "GREATER_OR_EQUALS, 1.2.3.3, false",
    "GREATER_OR_EQUALS, 1.2.3.4, true",
    "GREATER_OR_EQUALS, 2.0.0.0, true",
    "GREATER_OR_EQUALS, 0.65535.0.0, false",
  })
  void comparesVersionsAsTheRuleSays(VersionRule rule, String version, boolean accepted)
      throws Exception {
    assertEquals(
        accepted ? Set.of() : Set.of(VERSION), wrong(rule, catalog("server", version, "contoso")));
  }

  @ParameterizedTest
  @CsvSource({"Server", "server2", "serve", "'server '", "sеrver"})
  void wantsTheVeryName(String name) throws Exception {
    assertEquals(Set.of(NAME), wrong(VersionRule.EQUALS, catalog(name, "1.2.3.4", "contoso")));
  }

  @Test
  void wantsTheVerySigner() throws Exception {
    assertEquals(
        Set.of(SIGNER), wrong(VersionRule.EQUALS, catalog("server", "1.2.3.4", "fabrikam")));
  }

  @Test
  void tellsAllThatIsWrong() throws Exception {
    assertEquals(
        Set.of(NAME, SIGNER, VERSION),
        wrong(VersionRule.GREATER, catalog("other", "1.2.3.4", "fabrikam")));
  }

  @Test
  void doesNotMindOtherContent() throws Exception {
    CatalogHeader other =
        TestCatalogs.sign(TestCatalogs.disk(folder, 8192), "server", "1.2.3.4", "contoso").header();
    assertEquals(Set.of(), wrong(VersionRule.EQUALS, other));
  }
}
