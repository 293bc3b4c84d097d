package dev.keyward.hgs.folder;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.NoAccessException;
import dev.keyward.guardian.GuardianName;
import dev.keyward.hgs.description.HgsDescription;
import dev.keyward.hgs.description.HgsPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The attestation policies in a service's folder. They change in one step, as all of it does. */
public final class HgsPolicies {

  private final Path directory;
  private final HgsGenerations generations;

  /**
   * Of the service in {@code directory}.
   *
   * @param random names the generations
   */
  public HgsPolicies(Path directory, SecureRandom random) {
    this.directory = directory;
    this.generations = new HgsGenerations(directory, random);
  }

  /** All of them, in the order of their names. */
  public List<HgsPolicy> list() throws IOException, KeywardException {
    HgsStored stored = generations.read();
    stored.whole(directory, HgsStored.Access.READING);
    return stored.files().policies();
  }

  /**
   * The policy of that name.
   *
   * @throws NoAccessException code {@code unknown-policy}
   */
  public HgsPolicy get(GuardianName name) throws IOException, KeywardException {
    return list().stream()
        .filter(policy -> policy.name().equals(name))
        .findFirst()
        .orElseThrow(() -> unknown(name));
  }

  /**
   * Adds a policy, which the caller has read as one.
   *
   * @param replaces whether one of that name, damaged or not, may be there
   * @return what the service is then
   * @throws MalformedInputException code {@code repeated} or {@code too-many}
   */
  public HgsDescription add(HgsPolicy policy, boolean replaces)
      throws IOException, KeywardException {
    return change(
        replaces ? List.of(policy.name()) : List.of(),
        policies -> {
          if (policies.containsKey(policy.name()) && !replaces) {
            throw new MalformedInputException(
                Fault.of(
                        "repeated",
                        "policy " + policy.name(),
                        "the service has one of that name",
                        "another name")
                    .withHint("give --replace to put this one in its place"));
          }
          policies.put(policy.name(), policy);
          if (policies.size() > HgsPolicy.MOST_POLICIES) {
            throw new MalformedInputException(
                Fault.of(
                    "too-many",
                    directory.toString(),
                    policies.size() + " policies",
                    "at most " + HgsPolicy.MOST_POLICIES));
          }
        });
  }

  /**
   * Removes policies in one step, also damaged ones.
   *
   * @return what the service is then
   * @throws NoAccessException code {@code unknown-policy}
   */
  public HgsDescription remove(List<GuardianName> names) throws IOException, KeywardException {
    List<GuardianName> known = generations.described().measuring().policies();
    for (GuardianName name : names) {
      if (!known.contains(name)) {
        throw unknown(name);
      }
    }
    return change(names, policies -> names.forEach(policies::remove));
  }

  @FunctionalInterface
  private interface Edit {
    void on(TreeMap<GuardianName, HgsPolicy> policies) throws KeywardException;
  }

  private HgsDescription change(List<GuardianName> replaced, Edit edit)
      throws IOException, KeywardException {
    Set<String> files = Set.copyOf(replaced.stream().map(HgsFiles::policyFile).distinct().toList());
    return generations
        .change(
            new HgsStored.Access(files, Optional.empty(), Optional.empty()),
            before -> {
              TreeMap<GuardianName, HgsPolicy> policies = new TreeMap<>();
              before.policies().forEach(policy -> policies.put(policy.name(), policy));
              edit.on(policies);
              return before.withPolicies(policies.values());
            })
        .description();
  }

  private NoAccessException unknown(GuardianName name) {
    return new NoAccessException(
        Fault.of(
                "unknown-policy", directory.toString(), "no policy " + name, "one of the service's")
            .withHint("keyward hgs policy list DIR lists them"));
  }
}
