package dev.keyward.hgs.folder;

import dev.keyward.KeyUnusableException;
import dev.keyward.KeywardException;
import dev.keyward.crypto.OutsideKey;
import dev.keyward.crypto.Tools;
import dev.keyward.crypto.outside.NewKey;
import dev.keyward.crypto.outside.OpenToken;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.hgs.description.CertificateUse;
import dev.keyward.hgs.description.HgsCertificate;
import dev.keyward.hgs.description.HgsDescription;
import dev.keyward.internal.crypto.KeyEntry;
import dev.keyward.secret.Passphrase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Makes keys of a service in a token, which keeps them; the folder gets references. */
public final class HgsTokenKeys {

  private final HgsGenerations generations;
  private final HgsFilesMaker maker;
  private final OpenToken token;
  private final Tools tools;
  private final List<String> kept = new ArrayList<>();

  /** For the service in that folder, which {@link #create} makes. */
  public HgsTokenKeys(Path directory, OpenToken token, Tools tools) {
    this.generations = new HgsGenerations(directory, tools.random());
    this.maker = new HgsFilesMaker(tools.engine(), tools.random(), directory.toString());
    this.token = token;
    this.tools = tools;
  }

  /**
   * A new service, as {@link HgsFolder#create} makes it.
   *
   * @throws KeyUnusableException code {@code key-unusable}: then the token keeps none of the keys
   */
  public HgsDescription create(HgsPlan plan, Instant now) throws IOException, KeywardException {
    generations.requireAbsent();
    return discarding(
        () -> {
          List<HgsKeyMaker.HgsKey> made = new ArrayList<>();
          for (CertificateUse use : CertificateUse.values()) {
            made.add(make(plan, use, now));
          }
          HgsFiles files = maker.first(plan, made, Passphrase.none());
          generations.create(files);
          return files.description();
        });
  }

  /**
   * One more key, as {@link HgsFolder#add} makes it.
   *
   * @param unlocking opens the keys that the service has
   * @throws KeyUnusableException as {@link #create}
   */
  public HgsCertificate add(
      HgsPlan plan, CertificateUse use, boolean primary, HgsFolder.Unlocking unlocking)
      throws IOException, KeywardException {
    return discarding(
        () -> maker.add(generations, primary, unlocking, () -> make(plan, use, unlocking.now())));
  }

  private HgsKeyMaker.HgsKey make(HgsPlan plan, CertificateUse use, Instant now)
      throws KeyUnusableException {
    NewKey fresh = token.generate(plan.keyBits());
    HgsKeyMaker.HgsKey made =
        new HgsKeyMaker(plan, now, tools.engine()).certified(use, fresh.pair(), tools.random());
    GuardianCertificate certificate = made.certificate();
    String label =
        OpenToken.label(plan.name() + " " + use.word(), certificate.keyThumbprint().toString());
    OutsideKey key = token.keep(label, fresh, certificate.x509());
    kept.add(label);
    return new HgsKeyMaker.HgsKey(use, new KeyEntry(made.entry().name(), key, certificate.x509()));
  }

  @FunctionalInterface
  private interface Work<T> {
    T run() throws IOException, KeywardException;
  }

  /** What the folder does not refer to must not stay in the token. */
  private <T> T discarding(Work<T> work) throws IOException, KeywardException {
    try {
      return work.run();
    } catch (IOException | KeywardException | RuntimeException e) {
      for (String label : kept) {
        try {
          token.discard(label);
        } catch (KeyUnusableException again) {
          e.addSuppressed(again);
        }
      }
      throw e;
    }
  }
}
