package dev.visualsimilarity.emulator.server;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Message;
import io.grpc.BindableService;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** Refuses requests of a service that would be many times as large in memory as on the wire. */
final class CountedRequests {
  /** Takes about 100 MiB. */
  static final int MAX_MESSAGES = 1 << 20;

  /** Leaves a request as it is; it is read before it is closed. */
  private static final Marshaller<InputStream> UNPARSED =
      new Marshaller<>() {
        @Override
        public InputStream stream(InputStream value) {
          return value;
        }

        @Override
        public InputStream parse(InputStream stream) {
          return stream;
        }
      };

  private CountedRequests() {}

  /** The service with its requests counted, see {@link MessageCount}. */
  static ServerServiceDefinition of(BindableService service) {
    ServerServiceDefinition bound = service.bindService();
    List<ServerMethodDefinition<InputStream, ?>> methods =
        bound.getMethods().stream()
            .<ServerMethodDefinition<InputStream, ?>>map(CountedRequests::counted)
            .toList();
    ServiceDescriptor.Builder descriptor =
        ServiceDescriptor.newBuilder(bound.getServiceDescriptor().getName())
            .setSchemaDescriptor(bound.getServiceDescriptor().getSchemaDescriptor());
    methods.forEach(method -> descriptor.addMethod(method.getMethodDescriptor()));
    ServerServiceDefinition.Builder counted = ServerServiceDefinition.builder(descriptor.build());
    methods.forEach(counted::addMethod);
    return counted.build();
  }

  private static <Q, R> ServerMethodDefinition<InputStream, R> counted(
      ServerMethodDefinition<Q, R> method) {
    MethodDescriptor<Q, R> descriptor = method.getMethodDescriptor();
    return ServerMethodDefinition.create(
        descriptor.toBuilder(UNPARSED, descriptor.getResponseMarshaller()).build(),
        (unparsed, headers) -> {
          ServerCall<Q, R> call = new ParsedCall<>(unparsed, descriptor);
          return new Counting<>(
              call, descriptor, method.getServerCallHandler().startCall(call, headers));
        });
  }

  /** The same call for who is given its requests parsed. */
  private static final class ParsedCall<Q, R> extends SimpleForwardingServerCall<Q, R> {
    private final MethodDescriptor<Q, R> descriptor;

    // Of the requests' type, a call knows by its descriptor only.
    @SuppressWarnings("unchecked")
    ParsedCall(ServerCall<InputStream, R> call, MethodDescriptor<Q, R> descriptor) {
      super((ServerCall<Q, R>) (ServerCall<?, R>) call);
      this.descriptor = descriptor;
    }

    @Override
    public MethodDescriptor<Q, R> getMethodDescriptor() {
      return descriptor;
    }
  }

  private static final class Counting<Q, R> extends ServerCall.Listener<InputStream> {
    private final ServerCall<Q, R> call;
    private final MethodDescriptor<Q, R> descriptor;
    private final ServerCall.Listener<Q> listener;
    private boolean refused;

    Counting(
        ServerCall<Q, R> call, MethodDescriptor<Q, R> descriptor, ServerCall.Listener<Q> listener) {
      this.call = call;
      this.descriptor = descriptor;
      this.listener = listener;
    }

    @Override
    public void onMessage(InputStream message) {
      byte[] bytes;
      try {
        bytes = message.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      if (MessageCount.exceeds(bytes, requestType(), MAX_MESSAGES)) {
        refused = true;
        call.close(
            Status.INVALID_ARGUMENT.withDescription(
                "the request holds more than %d messages, strings and unknown fields; the emulator takes no more in one: send several"
                    .formatted(MAX_MESSAGES)),
            new Metadata());
        return;
      }
      listener.onMessage(descriptor.parseRequest(new ByteArrayInputStream(bytes)));
    }

    private Descriptor requestType() {
      PrototypeMarshaller<Q> marshaller =
          (PrototypeMarshaller<Q>) descriptor.getRequestMarshaller();
      return ((Message) marshaller.getMessagePrototype()).getDescriptorForType();
    }

    @Override
    public void onHalfClose() {
      if (!refused) {
        listener.onHalfClose();
      }
    }

    @Override
    public void onCancel() {
      listener.onCancel();
    }

    @Override
    public void onComplete() {
      listener.onComplete();
    }

    @Override
    public void onReady() {
      listener.onReady();
    }
  }
}
