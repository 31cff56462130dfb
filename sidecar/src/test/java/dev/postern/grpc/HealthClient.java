package dev.postern.grpc;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A client of {@code grpc.health.v1} over grpc-java. */
final class HealthClient {
  private static final MethodDescriptor.Marshaller<byte[]> BYTES =
      new MethodDescriptor.Marshaller<>() {
        @Override
        public InputStream stream(byte[] value) {
          return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
          try {
            return stream.readAllBytes();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
      };

  private HealthClient() {}

  /** The number of the status. */
  static int check(ManagedChannel channel, String service) {
    return status(
        ClientCalls.blockingUnaryCall(
            channel,
            method("Check", MethodDescriptor.MethodType.UNARY),
            CallOptions.DEFAULT,
            request(service)));
  }

  /** The numbers of the statuses, as they arrive. */
  static List<Integer> watch(ManagedChannel channel, String service) {
    List<Integer> seen = new CopyOnWriteArrayList<>();
    ClientCalls.asyncServerStreamingCall(
        channel.newCall(
            method("Watch", MethodDescriptor.MethodType.SERVER_STREAMING), CallOptions.DEFAULT),
        request(service),
        new StreamObserver<byte[]>() {
          @Override
          public void onNext(byte[] response) {
            seen.add(status(response));
          }

          @Override
          public void onError(Throwable t) {}

          @Override
          public void onCompleted() {}
        });
    return seen;
  }

  private static MethodDescriptor<byte[], byte[]> method(
      String name, MethodDescriptor.MethodType type) {
    return MethodDescriptor.<byte[], byte[]>newBuilder()
        .setType(type)
        .setFullMethodName("grpc.health.v1.Health/" + name)
        .setRequestMarshaller(BYTES)
        .setResponseMarshaller(BYTES)
        .build();
  }

  private static byte[] request(String service) {
    byte[] name = service.getBytes(StandardCharsets.UTF_8);
    byte[] request = new byte[name.length + 2];
    request[0] = 1 << 3 | 2;
    request[1] = (byte) name.length;
    System.arraycopy(name, 0, request, 2, name.length);
    return request;
  }

  private static int status(byte[] response) {
    assert response.length == 2 && response[0] == 1 << 3;
    return response[1];
  }
}
