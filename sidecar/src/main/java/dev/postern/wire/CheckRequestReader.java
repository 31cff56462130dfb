package dev.postern.wire;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.postern.wire.CheckEnvelope.Field;
import java.io.IOException;
import java.util.Optional;

/**
 * Reads {@code envoy.service.auth.v3.CheckRequest} straight from its bytes: one pass, no message
 * objects. What Postern has no use for is skipped, and so is what it does not know (E-2.22). The
 * nesting that is read is fixed, so hostile depth costs nothing; groups are skipped to the limit of
 * protobuf.
 */
final class CheckRequestReader {
  private static final int MOST_ENTRIES = 10_000;

  private final CodedInputStream input;
  private final CheckEnvelope envelope;

  private CheckRequestReader(byte[] message) {
    this.input = CodedInputStream.newInstance(message);
    this.envelope = new CheckEnvelope(message);
  }

  static Optional<CheckEnvelope> read(byte[] message) {
    CheckRequestReader reader = new CheckRequestReader(message);
    try {
      reader.request();
    } catch (IOException e) {
      return Optional.empty(); // the only thing to say of such bytes is that they are no message
    }
    reader.pseudoHeaders();
    return Optional.of(reader.envelope);
  }

  private void request() throws IOException {
    for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
      if (tag == Tag.ATTRIBUTES) {
        int outer = enter();
        attributes();
        input.popLimit(outer);
      } else {
        skip(tag);
      }
    }
  }

  private void attributes() throws IOException {
    for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
      switch (tag) {
        case Tag.SOURCE -> {
          int outer = enter();
          source();
          input.popLimit(outer);
        }
        case Tag.REQUEST -> {
          int outer = enter();
          httpOf();
          input.popLimit(outer);
        }
        case Tag.CONTEXT_EXTENSIONS -> entry(envelope.contextExtensions(), Tag.NONE);
        case Tag.TLS_SESSION -> {
          int outer = enter();
          fieldOf(Tag.FIRST, Field.SNI);
          input.popLimit(outer);
        }
        default -> skip(tag);
      }
    }
  }

  private void source() throws IOException {
    for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
      switch (tag) {
        case Tag.FIRST -> {
          int outer = enter();
          address();
          input.popLimit(outer);
        }
        case Tag.PEER_PRINCIPAL -> text(Field.SOURCE_PRINCIPAL);
        default -> skip(tag);
      }
    }
  }

  /** A socket address, a pipe or an internal address; the last one counts. */
  private void address() throws IOException {
    for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
      if (tag == Tag.FIRST) {
        int outer = enter();
        fieldOf(Tag.SECOND, Field.SOURCE_ADDRESS);
        input.popLimit(outer);
      } else {
        skip(tag);
        if (tag == Tag.SECOND || tag == Tag.THIRD) {
          envelope.set(Field.SOURCE_ADDRESS, 0, 0);
        }
      }
    }
  }

  private void httpOf() throws IOException {
    for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
      if (tag == Tag.SECOND) {
        envelope.isHttp();
        int outer = enter();
        http();
        input.popLimit(outer);
      } else {
        skip(tag);
      }
    }
  }

  private void http() throws IOException {
    for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
      switch (tag) {
        case Tag.HTTP_METHOD -> text(Field.METHOD);
        case Tag.HTTP_HEADERS -> entry(envelope.headersAlone(), Tag.NONE);
        case Tag.HTTP_PATH -> text(Field.PATH);
        case Tag.HTTP_HOST -> text(Field.HOST);
        case Tag.HTTP_SCHEME -> text(Field.SCHEME);
        case Tag.HTTP_SIZE -> envelope.setSize(input.readInt64());
        case Tag.HTTP_PROTOCOL -> text(Field.PROTOCOL);
        case Tag.HTTP_HEADER_MAP -> {
          int outer = enter();
          headerMap();
          input.popLimit(outer);
        }
        default -> skip(tag);
      }
    }
  }

  private void headerMap() throws IOException {
    for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
      if (tag == Tag.FIRST) {
        entry(envelope.headerMap(), Tag.THIRD);
      } else {
        skip(tag);
      }
    }
  }

  /**
   * A map entry, or a header value, which has one field more that wins over the value (E-3.2).
   *
   * @param rawTag the tag of that field, or {@link Tag#NONE}
   */
  private void entry(Entries entries, int rawTag) throws IOException {
    if (entries.count() == MOST_ENTRIES) {
      throw new IOException("more entries than are read");
    }
    int outer = enter();
    long name = 0;
    long value = 0;
    long raw = 0;
    for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
      if (tag == Tag.FIRST) {
        name = slice();
      } else if (tag == Tag.SECOND) {
        value = slice();
      } else if (tag == rawTag) {
        raw = slice();
      } else {
        skip(tag);
      }
    }
    input.popLimit(outer);
    long chosen = start(raw) == end(raw) ? value : raw;
    entries.add(start(name), end(name), start(chosen), end(chosen));
  }

  private void fieldOf(int wanted, Field field) throws IOException {
    for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
      if (tag == wanted) {
        text(field);
      } else {
        skip(tag);
      }
    }
  }

  private void text(Field field) throws IOException {
    long slice = slice();
    envelope.set(field, start(slice), end(slice));
  }

  /** Start and end of what follows, in one number. */
  private long slice() throws IOException {
    int length = input.readUInt32();
    int start = input.getTotalBytesRead();
    input.skipRawBytes(length);
    return ((long) start << 32) | (start + length);
  }

  private static int start(long slice) {
    return (int) (slice >>> 32);
  }

  private static int end(long slice) {
    return (int) slice;
  }

  private int enter() throws IOException {
    return input.pushLimit(input.readUInt32());
  }

  private void skip(int tag) throws IOException {
    if (!input.skipField(tag)) {
      throw new IOException("a group ends that did not begin");
    }
  }

  /** E-3.6: fields that stayed empty are filled from the pseudo headers. */
  private void pseudoHeaders() {
    Entries headers = envelope.headers();
    for (Field field : Field.values()) {
      if (!field.pseudoHeader().isEmpty() && envelope.start(field) == envelope.end(field)) {
        fill(field, headers, field.pseudoHeader());
      }
    }
    if (envelope.start(Field.HOST) == envelope.end(Field.HOST)) {
      fill(Field.HOST, headers, "host");
    }
  }

  private void fill(Field field, Entries headers, String name) {
    int at = headers.find(0, name, 0);
    if (at >= 0) {
      envelope.set(field, headers.valueStart(at), headers.valueEnd(at));
    }
  }

  /** Field numbers with their wire types, as they stand on the wire. */
  private static final class Tag {
    static final int NONE = 0;
    static final int FIRST = 1 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    static final int SECOND = 2 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    static final int THIRD = 3 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    static final int ATTRIBUTES = FIRST;
    static final int SOURCE = FIRST;
    static final int REQUEST = 4 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    static final int CONTEXT_EXTENSIONS = 10 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    static final int TLS_SESSION = 12 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    static final int PEER_PRINCIPAL = 4 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    static final int HTTP_METHOD = SECOND;
    static final int HTTP_HEADERS = THIRD;
    static final int HTTP_PATH = 4 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    static final int HTTP_HOST = 5 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    static final int HTTP_SCHEME = 6 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    static final int HTTP_SIZE = 9 << 3 | WireFormat.WIRETYPE_VARINT;
    static final int HTTP_PROTOCOL = 10 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    static final int HTTP_HEADER_MAP = 13 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;

    private Tag() {}
  }
}
