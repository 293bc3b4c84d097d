package dev.keyward.cli.report;

import com.ibm.icu.text.SpoofChecker;
import dev.keyward.audit.result.Skeletons;

/**
 * Skeletons of UTS #39 as ICU makes them. Its tables take a tenth of a second, so they are loaded
 * with the first name that is not ASCII.
 */
public final class IcuSkeletons implements Skeletons {

  private static final class Loaded {
    static final SpoofChecker CHECKER =
        new SpoofChecker.Builder().setChecks(SpoofChecker.CONFUSABLE).build();
  }

  @Override
  public String of(String text) {
    return Loaded.CHECKER.getSkeleton(text);
  }
}
