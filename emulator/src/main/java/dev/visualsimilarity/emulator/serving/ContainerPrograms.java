package dev.visualsimilarity.emulator.serving;

import com.google.cloud.aiplatform.v1.ModelContainerSpec;
import java.io.IOException;

/** Makes programs of this machine of the containers that serve models. */
@FunctionalInterface
public interface ContainerPrograms {

  /**
   * The program of a container, not yet started; it must answer at the loopback address only, and
   * end when its standard input does, which is with the emulator.
   *
   * @param container its image, command and arguments
   * @throws io.grpc.StatusRuntimeException if there is none for the image, saying for which there
   *     are
   */
  ProcessBuilder of(ModelContainerSpec container) throws IOException;
}
