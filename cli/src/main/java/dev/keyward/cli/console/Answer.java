package dev.keyward.cli.console;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a verb answers a program, or a part of that: a record. {@link JsonText} writes its
 * components in their order, under their names. They are texts, numbers, flags, moments, digests,
 * constants (in kebab case), other answers, and lists, maps and {@code Optional}s of these. An
 * empty {@code Optional} is written as null.
 */
public interface Answer {

  /** The schemas whose {@code data} is a record of this type, such as {@code guardian-show}. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.TYPE)
  @interface To {
    /** The names without {@code keyward.} before and the number behind. */
    String[] value();
  }

  /** A field that is left out where its {@code Optional} is empty. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.RECORD_COMPONENT)
  @interface IfPresent {}

  /** A field whose name is no good name in Java. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.RECORD_COMPONENT)
  @interface Named {
    /** The name in JSON. */
    String value();
  }

  /** A list whose elements are of these types. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.RECORD_COMPONENT)
  @interface Either {
    /** The records, in the order of the schema. */
    Class<? extends Answer>[] value();
  }

  /** An answer, or an {@code Optional} of one, whose fields stand in the place of this. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.RECORD_COMPONENT)
  @interface Inline {}
}
