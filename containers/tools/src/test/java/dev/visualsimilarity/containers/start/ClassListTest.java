package dev.visualsimilarity.containers.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClassListTest {

  private static final String LAMBDA =
      "@lambda-proxy shop/Main run ()Ljava/lang/Runnable; ()V REF_invokeStatic shop/Main lambda";

  @Test
  void twoRunsThatLoadTheSameClassesGiveTheSameList() {
    List<String> one =
        List.of(
            "# a comment",
            "java/lang/Object id: 0",
            "shop/Main id: 7",
            LAMBDA,
            "@cp shop/Main 1 2 3");
    List<String> other =
        List.of("shop/Main id: 3", "@cp shop/Main 1 2 4 5", "java/lang/Object id: 1", LAMBDA);
    assertThat(ClassList.of(one)).isEqualTo(ClassList.of(other));
    assertThat(ClassList.of(one).lines()).containsExactly(LAMBDA, "java/lang/Object", "shop/Main");
  }

  @Test
  void classesThatAProgramMadeItselfAreInNoArchive() {
    List<String> recorded =
        List.of("shop/Made id: 9 super: 0 source: __JVM_DefineClass__", "shop/Main id: 7");
    assertThat(ClassList.of(recorded).lines()).containsExactly("shop/Main");
  }
}
