package dev.visualsimilarity.buildindex.indexdata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visualsimilarity.buildindex.indexdata.RecordIds.Place;
import dev.visualsimilarity.buildindex.indexdata.RecordIds.Repeat;
import org.junit.jupiter.api.Test;

class RecordIdsTest {

  @Test
  void tellsOfTheLaterPlaceWhicheverIsReadFirst() {
    RecordIds ids = new RecordIds();

    assertThat(ids.add("a", new Place(1, 1))).isEmpty();
    assertThat(ids.add("b", new Place(1, 2))).isEmpty();
    assertThat(ids.add("a", new Place(2, 1)))
        .contains(new Repeat(new Place(1, 1), new Place(2, 1)));
    assertThat(ids.add("a", new Place(0, 5)))
        .contains(new Repeat(new Place(0, 5), new Place(1, 1)));
    assertThat(ids.find("a")).contains(new Place(0, 5));
    assertThat(ids.find("c")).isEmpty();
  }
}
