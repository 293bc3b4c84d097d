package dev.keyward.internal.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;

/** The one configuration of the JSON parser: bounded, strict, each key once. */
final class Json {

  private static final int MAX_DEPTH = 64;
  private static final int MAX_NAME = 1024;

  private Json() {}

  /** A factory whose parsers refuse strings longer than {@code mostCharacters}. */
  static JsonFactory factory(int mostCharacters) {
    StreamReadConstraints bounds =
        StreamReadConstraints.builder()
            .maxNestingDepth(MAX_DEPTH)
            .maxNameLength(MAX_NAME)
            .maxNumberLength(64)
            .maxStringLength(mostCharacters)
            .build();
    return JsonFactory.builder()
        .streamReadConstraints(bounds)
        // Else every name of a long export is kept until its end.
        .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .build();
  }
}
