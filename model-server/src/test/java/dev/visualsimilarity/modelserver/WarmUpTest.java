package dev.visualsimilarity.modelserver;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visualsimilarity.embedding.EmbeddedImage;
import dev.visualsimilarity.embedding.ImageFailure;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.ledger.RejectReason;
import dev.visualsimilarity.ledger.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarmUpTest {

  @Test
  void aModelThatEmbedsIsWarm() {
    assertThatCode(() -> WarmUp.run(TestServer.model())).doesNotThrowAnyException();
  }

  @Test
  void aModelWhoseVectorsCannotBeUsedIsRefused() {
    ImageFailure failure =
        new ImageFailure(Stage.EXTRACT, RejectReason.NOT_FINITE, "component 0 is NaN");
    assertThatThrownBy(
            () -> WarmUp.run(TestServer.model(() -> List.of(EmbeddedImage.failed(failure)))))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("(not_finite at extract): component 0 is NaN");
  }
}
