package dev.keyward;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.List;

/** Calls that look up an algorithm of Java. */
public final class ProviderCalls {

  private static final List<String> ROOMS =
      List.of("java.security", "javax.crypto", "javax.net.ssl", "javax.xml.crypto");

  private ProviderCalls() {}

  /** Those that name no provider, so that whichever library registered itself first is asked. */
  public static DescribedPredicate<JavaCall<?>> ofTheFirst() {
    return DescribedPredicate.describe(
        "an algorithm is looked up without its provider", ProviderCalls::asksTheFirst);
  }

  private static boolean asksTheFirst(JavaCall<?> call) {
    JavaClass owner = call.getTargetOwner();
    List<JavaClass> parameters = call.getTarget().getRawParameterTypes();
    if (call.getName().equals("<init>")) {
      return owner.isEquivalentTo(SecureRandom.class)
          // A class of its own calls it with the provider, or brings its own bytes.
          && !call.getOriginOwner().isAssignableTo(SecureRandom.class);
    }
    boolean lookup =
        call.getName().startsWith("getInstance")
            && ROOMS.stream().anyMatch(owner.getPackageName()::startsWith);
    return lookup && (parameters.size() < 2 || !namesProvider(parameters));
  }

  private static boolean namesProvider(List<JavaClass> parameters) {
    JavaClass last = parameters.get(parameters.size() - 1);
    return last.isEquivalentTo(Provider.class) || last.isEquivalentTo(String.class);
  }
}
