package dev.keyward.internal.export;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Keeps the texts of some columns of the objects of an export. */
public final class ObjectTexts implements ExportSink {

  private final Set<String> columns;
  private final List<Map<String, String>> objects = new ArrayList<>();
  private final Deque<Scope> open = new ArrayDeque<>(List.of(new Scope("", new FactTexts())));

  private record Scope(String field, FactTexts texts) {}

  /**
   * Of these columns.
   *
   * @param columns in lower case
   */
  public ObjectTexts(Set<String> columns) {
    this.columns = Set.copyOf(columns);
  }

  /** The objects that had one of the columns, in the order in which they ended. */
  public List<Map<String, String>> objects() {
    return List.copyOf(objects);
  }

  @Override
  public void open(String field) {
    open.push(new Scope(field, new FactTexts()));
  }

  @Override
  public void openList(String field) {
    open(field);
  }

  @Override
  public void members(Members kind) {}

  @Override
  public Follow follow(String field) {
    return Follow.VALUE;
  }

  @Override
  public void printed(String text) {
    put("", text);
  }

  @Override
  public void close() {
    Scope closed = open.pop();
    Map<String, String> texts = new HashMap<>();
    columns.forEach(key -> closed.texts().text(key).ifPresent(text -> texts.put(key, text)));
    if (!texts.isEmpty()) {
      objects.add(texts);
    }
  }

  /** A value without a name is the value of the object around it. */
  private void put(String field, String text) {
    boolean ownValue = field.isEmpty() || field.equalsIgnoreCase("value");
    if (!ownValue) {
      open.getFirst().texts().put(field, text);
    } else if (open.size() > 1) {
      Scope value = open.pop();
      open.getFirst().texts().put(value.field(), text);
      open.push(value);
    }
  }

  @Override
  public void text(String field, Text text) {
    put(field, text.value());
  }

  @Override
  public void bytes(String field, Found found) {}

  @Override
  public void other(String field, String what, String shown) {
    put(field, shown);
  }
}
