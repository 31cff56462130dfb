package dev.postern.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;

/**
 * What the stack costs without Postern: reads every request whole and answers each with the same
 * allow. gRPC (ext_authz) is framed by hand over HTTP/2; every other path is taken for JSON.
 */
public final class NoOpServer {
  private static final int FRAME = 5;
  private static final int ATTRIBUTES = 1;
  private static final int REQUEST = 4;
  private static final int HTTP = 2;
  private static final Buffer ALLOW = Buffer.buffer(new byte[] {0, 0, 0, 0, 2, 0x0A, 0});
  private static final Buffer JSON =
      Buffer.buffer(
          "{\"decision_id\":\"0\",\"allowed\":true,\"decision\":\"allowed\",\"reason\":\"policy\"}");
  private static final JsonFactory FACTORY = new JsonFactory();

  private NoOpServer() {}

  /** Serves the port that is named until the process ends. */
  public static void main(String[] args) {
    int port = Integer.parseInt(args[0]);
    Vertx vertx = Vertx.vertx();
    vertx
        .createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(true))
        .requestHandler(request -> request.body().onSuccess(body -> answer(request, body)))
        .listen(port, "127.0.0.1")
        .onSuccess(server -> System.out.println("no-op server on port " + server.actualPort()))
        .onFailure(failure -> {
          System.err.println(failure.getMessage());
          vertx.close();
        });
  }

  private static void answer(HttpServerRequest request, Buffer body) {
    try {
      if (request.uri().endsWith("/Check")) {
        byte[] bytes = body.getBytes(FRAME, body.length());
        read(CodedInputStream.newInstance(bytes), ATTRIBUTES, REQUEST, HTTP);
        var response = request.response().putHeader("content-type", "application/grpc");
        response.putTrailer("grpc-status", "0");
        response.write(ALLOW);
        response.end();
      } else {
        read(body.getBytes());
        request.response().putHeader("content-type", "application/json").end(JSON);
      }
    } catch (IOException e) {
      request.response().setStatusCode(400).end();
    }
  }

  /** Reads a message and, below the fields that are named, the messages in it. */
  private static int read(CodedInputStream message, int... messages) throws IOException {
    int fields = 0;
    for (int tag = message.readTag(); tag != 0; tag = message.readTag()) {
      fields++;
      if (messages.length > 0 && WireFormat.getTagFieldNumber(tag) == messages[0]) {
        int limit = message.pushLimit(message.readRawVarint32());
        fields += read(message, java.util.Arrays.copyOfRange(messages, 1, messages.length));
        message.popLimit(limit);
      } else if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
        fields += message.readByteArray().length > 0 ? 1 : 0;
      } else {
        message.skipField(tag);
      }
    }
    return fields;
  }

  private static int read(byte[] json) throws IOException {
    int letters = 0;
    try (JsonParser parser = FACTORY.createParser(json)) {
      for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
        letters += token.isScalarValue() ? parser.getText().length() : 0;
      }
    }
    return letters;
  }
}
