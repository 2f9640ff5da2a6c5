package dev.visualsimilarity.indexdata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visualsimilarity.indexdata.RecordIds.Repeat;
import java.util.concurrent.atomic.AtomicLong;
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

  @Test
  void knowsEveryIdOfManyThreads() throws InterruptedException {
    RecordIds ids = new RecordIds();
    Thread[] threads = new Thread[4];
    AtomicLong repeats = new AtomicLong();
    for (int t = 0; t < threads.length; t++) {
      int file = t;
      threads[t] =
          new Thread(
              () -> {
                for (int i = 0; i < 20_000; i++) {
                  String id = i % 2 == 0 ? "shared-" + i : file + "-" + i;
                  repeats.addAndGet(ids.add(id, new Place(file, i + 1)).isPresent() ? 1 : 0);
                }
              });
      threads[t].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(repeats).hasValue(3 * 10_000);
    for (int i = 0; i < 20_000; i++) {
      int line = i + 1;
      assertThat(ids.find("shared-" + i).isPresent()).isEqualTo(i % 2 == 0);
      if (i % 2 == 0) {
        assertThat(ids.find("shared-" + i)).contains(new Place(0, line));
      } else {
        assertThat(ids.find("3-" + i)).contains(new Place(3, line));
      }
    }
  }
}
