package dev.keyward.cli.bench;

import dev.keyward.KeywardException;
import dev.keyward.crypto.Tools;
import dev.keyward.crypto.outside.NewKey;
import dev.keyward.crypto.outside.OpenToken;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.GuardianMaker;
import dev.keyward.guardian.GuardianName;
import dev.keyward.protector.ProtectorAuthor;
import dev.keyward.protector.ProtectorVerifier;
import dev.keyward.protector.VerifiedKeyProtector;
import java.util.List;

/**
 * What an owner does whose keys are in a token, beside the bare calls to the token. The token
 * forgets both keys at the end.
 */
final class TokenOperations {

  private static final double TARGET = 0.85;
  private static final int WARM_UP = 2;
  private static final int DAYS = 1;

  private final Tools tools;
  private final NewKey signing;
  private final NewKey encryption;
  private final GuardianKeys owner;
  private final ProtectorAuthor author;
  private final VerifiedKeyProtector protector;
  private final byte[] signed;
  private final byte[] wrapped;

  TokenOperations(OpenToken token, Tools tools) throws KeywardException {
    this.tools = tools;
    this.signing = token.generate(Materials.KEY_BITS);
    this.encryption = token.generate(Materials.KEY_BITS);
    GuardianMaker.Plan plan =
        new GuardianMaker.Plan(GuardianName.parse("owner"), Materials.KEY_BITS, DAYS, "bench");
    this.owner =
        new GuardianMaker(tools.random(), tools.engine())
            .certify(
                plan,
                new GuardianMaker.Pairs(signing.pair(), encryption.pair()),
                tools.clock().instant());
    owner.prove(tools);
    this.author = new ProtectorAuthor(tools);
    this.protector =
        new ProtectorVerifier(tools.engine()).verify(author.create(owner.signing(), List.of()));
    this.signed = protector.protector().canonicalWrappings();
    this.wrapped = protector.wrappings().get(0).transportKey().cipherValue();
  }

  List<Operation> all() {
    return List.of(
        new Operation(
            "create in the token",
            "sign in it",
            TARGET,
            WARM_UP,
            AllCores.of(this::create),
            AllCores.of(() -> answered(signing.bareSignature(signed)))),
        new Operation(
            "open in the token",
            "RSA without padding in it",
            TARGET,
            WARM_UP,
            AllCores.of(this::open),
            AllCores.of(() -> answered(encryption.barePower(wrapped)))));
  }

  private static long answered(byte[] answer) {
    if (answer.length != Materials.KEY_BITS / Byte.SIZE) {
      throw new IllegalStateException("an answer of " + answer.length + " bytes");
    }
    return 1;
  }

  private long create() throws KeywardException {
    author.create(owner.signing(), List.of());
    return 1;
  }

  private long open() throws KeywardException {
    protector.open(owner.opening(), tools.engine(), tools.random()).close();
    return 1;
  }
}
