package dev.visualsimilarity.emulator.engine.kernel;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses the kernel of this process, once: the Vector API where its module is present, scalar code
 * otherwise. The system property {@value #PROPERTY} ({@value #SCALAR} or {@value #VECTOR_API})
 * chooses instead.
 */
public final class Kernels {
  /** The system property that names a kernel. */
  public static final String PROPERTY = "visual-similarity.kernel";

  /** Plain Java. */
  public static final String SCALAR = "scalar";

  /** Needs {@code --add-modules jdk.incubator.vector}. */
  public static final String VECTOR_API = "vector-api";

  private static final Logger logger = LoggerFactory.getLogger(Kernels.class);
  private static final String MODULE = "jdk.incubator.vector";
  private static final String FLAG = "--add-modules " + MODULE;

  private Kernels() {}

  /** The kernel of this process. The first call logs which it is. */
  public static Kernel active() {
    return Active.KERNEL;
  }

  /**
   * The kernel of a name.
   *
   * @throws IllegalArgumentException if there is none, or this process cannot use it
   */
  public static Kernel named(String name) {
    return switch (name) {
      case SCALAR -> new ScalarKernel();
      case VECTOR_API -> vectorApi();
      default ->
          throw new IllegalArgumentException(
              "%s is %s: choose %s or %s".formatted(PROPERTY, name, SCALAR, VECTOR_API));
    };
  }

  private static boolean hasModule() {
    return ModuleLayer.boot().findModule(MODULE).isPresent();
  }

  private static Kernel vectorApi() {
    if (!hasModule()) {
      throw new IllegalArgumentException(
          "the kernel %s needs the flag %s of the java command".formatted(VECTOR_API, FLAG));
    }
    try {
      // By name: without the module, the class cannot even be loaded.
      return Class.forName(Kernels.class.getPackageName() + ".VectorApiKernel")
          .asSubclass(Kernel.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the Vector API cannot be used", e);
    }
  }

  /** Made at the first use. */
  private static final class Active {
    static final Kernel KERNEL = choose();

    private static Kernel choose() {
      Kernel kernel = named(System.getProperty(PROPERTY, hasModule() ? VECTOR_API : SCALAR));
      String hint =
          hasModule() ? "" : "; the flag " + FLAG + " of java makes it several times faster";
      logger.info("Vectors are compared by {}{}", kernel.description(), hint);
      return kernel;
    }
  }
}
