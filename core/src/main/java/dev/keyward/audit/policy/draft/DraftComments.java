package dev.keyward.audit.policy.draft;

/** The fixed parts of a drafted policy. */
final class DraftComments {

  static final String HEAD =
      """
      # It describes what is there today: read every rule, and remove what you do not want.
      # A rule that is left out requires nothing. Guardians are named as your store or your folder
      # of guardians names them, or by "sha256:" and the thumbprint of their signing certificate.
      schema: keyward.audit-policy/1
      """;

  static final String OWNERS =
      """

      # Who may own a protector. Left out: anyone.
      """;

  static final String SEALED_BY =
      """

      # Whose seal is accepted besides the owner's. A sealer could have chosen key and
      # guardians. []: nobody's. Left out: a warning for each.
      """;

  static final String GUARDIANS =
      """

      # Who has access to protectors.
      """;

  static final String REQUIRED =
      """
        # Each of these must have access.
      """;

  static final String ALLOWED =
      """
        # Who may have access besides the owner and the required ones. Left out: anyone.
      """;

  static final String FORBIDDEN =
      """
        # None of these may have access.
      """;

  static final String KEYS =
      """

      # The least size of RSA keys in bits, 2048 to 8192.
      """;

  static final String ALGORITHMS =
      """

      # The algorithms that may be used. Left out: all that Keyward knows.
      """;

  static final String EXPIRY =
      """

      # How long before a certificate expires to warn of it, 0d to 3650d.
      expiry: {warn-within: 90d}
      """;

  static final String GROUPS =
      """

      # Groups of VMs with rules of their own. The first group that has the VM applies. What it
      # states takes the place of the rule above; the other rules stay. In a pattern * stands for
      # any characters and ? for one; case is ignored.
      #
      # groups:
      #   - name: branch
      #     vms: ["branch-*", "app-01"]
      #     guardians:
      #       required: ["datacenter-hgs", "branch-hgs"]
      #     keys: {minimum-bits: 3072}
      """;

  private DraftComments() {}
}
