package dev.postern.wire;

import java.util.Collection;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Writes the members of a {@code google.protobuf.Struct}. */
final class ProtoStruct {
  private static final int FIELDS = 1;
  private static final int KEY = 1;
  private static final int VALUE = 2;
  private static final int NUMBER_VALUE = 2;
  private static final int STRING_VALUE = 3;
  private static final int STRUCT_VALUE = 5;
  private static final int LIST_VALUE = 6;
  private static final int VALUES = 1;

  private final ProtoBytes out;

  ProtoStruct(ProtoBytes out) {
    this.out = out;
  }

  void text(String name, String value) {
    member(name, () -> out.text(STRING_VALUE, value));
  }

  void number(String name, double value) {
    member(name, () -> out.real(NUMBER_VALUE, value));
  }

  /** A list of texts. */
  void texts(String name, Collection<String> values) {
    list(name, values, value -> out.text(STRING_VALUE, value));
  }

  /** A list of objects. */
  <T> void objects(String name, Collection<T> values, BiConsumer<ProtoStruct, T> members) {
    list(
        name,
        values,
        value -> {
          int object = out.begin(STRUCT_VALUE);
          members.accept(this, value);
          out.end(object);
        });
  }

  private <T> void list(String name, Collection<T> values, Consumer<T> element) {
    member(
        name,
        () -> {
          int list = out.begin(LIST_VALUE);
          for (T value : values) {
            int one = out.begin(VALUES);
            element.accept(value);
            out.end(one);
          }
          out.end(list);
        });
  }

  private void member(String name, Runnable value) {
    int entry = out.begin(FIELDS);
    out.text(KEY, name);
    int mark = out.begin(VALUE);
    value.run();
    out.end(mark);
    out.end(entry);
  }
}
