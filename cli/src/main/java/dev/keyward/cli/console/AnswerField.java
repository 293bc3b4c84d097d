package dev.keyward.cli.console;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A component of an {@link Answer} as a field of JSON. */
public final class AnswerField {

  /** Found once for each type: an audit writes a hundred thousand of one. */
  private static final ClassValue<List<AnswerField>> FIELDS =
      new ClassValue<>() {
        @Override
        protected List<AnswerField> computeValue(Class<?> type) {
          if (!type.isRecord()) {
            throw new IllegalArgumentException("no record: " + type.getName());
          }
          return Arrays.stream(type.getRecordComponents()).map(AnswerField::new).toList();
        }
      };

  private final String name;
  private final boolean inline;
  private final boolean ifPresent;
  private final Method accessor;

  private AnswerField(RecordComponent component) {
    Answer.Named named = component.getAnnotation(Answer.Named.class);
    name = named == null ? component.getName() : named.value();
    inline = component.isAnnotationPresent(Answer.Inline.class);
    ifPresent = component.isAnnotationPresent(Answer.IfPresent.class);
    accessor = component.getAccessor();
    // Answers are seldom public; without modules nothing is in the way.
    accessor.setAccessible(true);
  }

  /** The fields of an answer in their order. */
  public static List<AnswerField> of(Answer answer) {
    return FIELDS.get(answer.getClass());
  }

  public String name() {
    return name;
  }

  /** Whether the fields of the value stand in its place. */
  public boolean isInline() {
    return inline;
  }

  /** Whether nothing is written for this value. */
  public boolean isLeftOut(Object value) {
    return (ifPresent || inline) && value instanceof Optional<?> optional && optional.isEmpty();
  }

  /** Its value in an answer. */
  public Object value(Answer answer) {
    try {
      return accessor.invoke(answer);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("an answer whose " + name + " cannot be read", e);
    }
  }
}
