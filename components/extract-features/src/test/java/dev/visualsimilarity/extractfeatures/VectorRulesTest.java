package dev.visualsimilarity.extractfeatures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VectorRulesTest {

  private static final VectorRules AS_THEY_ARE = new VectorRules(false);
  private static final VectorRules UNIT = new VectorRules(true);

  @Test
  void leavesAVectorAsItIsUnlessItIsAskedToNormalise() throws BadVectorException {
    float[] vector = {3, 0, 4};
    assertThat(AS_THEY_ARE.apply(vector)).containsExactly(3, 0, 4);
    assertThat(AS_THEY_ARE.apply(new float[] {0, 0})).containsExactly(0, 0);
    assertThat(UNIT.apply(vector)).containsExactly(0.6f, 0, 0.8f);
    assertThat(vector).containsExactly(3, 0, 4);
  }

  @Property(tries = 500)
  void everyVectorThatHasADirectionGetsLengthOne(
      @ForAll @Size(min = 1, max = 50) float[] vector, @ForAll boolean tiny)
      throws BadVectorException {
    float[] all = vector.clone();
    all[0] = tiny ? Float.MIN_VALUE : Float.MAX_VALUE;
    double squares = 0;
    for (float component : UNIT.apply(all)) {
      squares += (double) component * component;
    }
    assertThat(Math.sqrt(squares)).isEqualTo(1, within(1e-6));
  }

  @Test
  void refusesToNormaliseAVectorWithoutADirection() {
    assertThatThrownBy(() -> UNIT.apply(new float[] {0, -0f, 0}))
        .isInstanceOf(BadVectorException.class)
        .hasMessageContaining("no direction");
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void refusesWhatIsNoNumber(float component) {
    for (VectorRules rules : new VectorRules[] {AS_THEY_ARE, UNIT}) {
      assertThatThrownBy(() -> rules.apply(new float[] {1, component}))
          .isInstanceOf(BadVectorException.class)
          .hasMessageContaining(Float.toString(component));
    }
  }

  @Test
  void knowsTheInstructionsForBfloat16ByTheirNames() {
    assertThat(Processor.hasBfloat16("model\t: x\nflags\t\t: fpu avx512_bf16 sse\n")).isTrue();
    assertThat(Processor.hasBfloat16("Features\t: fp asimd bf16\n")).isTrue();
    assertThat(Processor.hasBfloat16("flags\t\t: fpu avx2 sse\nbugs: bf16\n")).isFalse();
  }
}
