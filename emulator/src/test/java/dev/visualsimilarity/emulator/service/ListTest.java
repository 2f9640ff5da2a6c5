package dev.visualsimilarity.emulator.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.gax.rpc.InvalidArgumentException;
import com.google.api.gax.rpc.NotFoundException;
import com.google.cloud.aiplatform.v1.Index;
import com.google.cloud.aiplatform.v1.IndexServiceClient.ListIndexesPage;
import com.google.cloud.aiplatform.v1.ListIndexEndpointsRequest;
import com.google.cloud.aiplatform.v1.ListIndexesRequest;
import com.google.protobuf.FieldMask;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListTest {
  private static Clients clients;
  private static final List<Index> created = new ArrayList<>();

  @BeforeAll
  static void create() throws Exception {
    clients = new Clients();
    String metadata = "{\"config\": {\"dimensions\": 2, %s}}".formatted(Samples.BRUTE_FORCE);
    for (int i = 0; i < 7; i++) {
      Index index =
          Samples.index("shop " + i, metadata).toBuilder()
              .putLabels("parity", i % 2 == 0 ? "even" : "odd")
              .build();
      created.add(Samples.create(clients, index));
    }
    Samples.publicEndpoint(clients);
  }

  @AfterAll
  static void stop() {
    clients.close();
  }

  @Test
  void pagesGiveEveryIndexOnce() {
    List<Integer> sizes = new ArrayList<>();
    List<Index> listed = new ArrayList<>();
    ListIndexesRequest request =
        ListIndexesRequest.newBuilder().setParent(Clients.LOCATION).setPageSize(3).build();
    for (ListIndexesPage page : clients.indexes.listIndexes(request).iteratePages()) {
      List<Index> indexes = new ArrayList<>();
      page.getValues().forEach(indexes::add);
      sizes.add(indexes.size());
      listed.addAll(indexes);
    }

    assertThat(sizes).containsExactly(3, 3, 1);
    assertThat(listed).isEqualTo(created);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          display_name="shop 3"                           | 3
          displayName = "shop 3"                          | 3
          display_name!="shop 3" AND labels.parity="odd"  | 1 5
          labels.parity=even                              | 0 2 4 6
          labels.parity:*                                 | 0 1 2 3 4 5 6
          labels:team                                     | ~~
          regex(display_name, "^shop [12]$")              | 1 2
          """)
  void filters(String filter, String expected) {
    assertThat(names(filter))
        .containsExactlyElementsOf(
            List.of(expected.split(" ", -1)).stream()
                .filter(number -> !number.isEmpty())
                .map(number -> "shop " + number)
                .toList());
  }

  @Test
  void filtersByTheIdOfTheResource() {
    String name = created.get(4).getName();

    assertThat(names("index=\"%s\"".formatted(name.substring(name.lastIndexOf('/') + 1))))
        .containsExactly("shop 4");
  }

  @ParameterizedTest
  @ValueSource(strings = {"name=\"x\"", "display_name", "display_name=\"a\" OR labels:b", "("})
  void refusesAFilterItDoesNotUnderstand(String filter) {
    assertThatThrownBy(() -> names(filter))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining(filter);
  }

  @Test
  void showsOnlyTheFieldsOfAReadMask() {
    ListIndexesRequest request =
        ListIndexesRequest.newBuilder()
            .setParent(Clients.LOCATION)
            .setReadMask(FieldMask.newBuilder().addPaths("display_name"))
            .build();

    assertThat(clients.indexes.listIndexes(request).iterateAll())
        .first()
        .isEqualTo(Index.newBuilder().setDisplayName("shop 0").build());
  }

  @Test
  void keepsLocationsApart() {
    assertThat(clients.indexes.listIndexes("projects/shop/locations/europe-west4").iterateAll())
        .isEmpty();
    assertThat(clients.endpoints.listIndexEndpoints(Clients.LOCATION).iterateAll()).hasSize(1);
  }

  @Test
  void filtersEndpointsToo() {
    ListIndexEndpointsRequest.Builder request =
        ListIndexEndpointsRequest.newBuilder().setParent(Clients.LOCATION);

    assertThat(
            clients
                .endpoints
                .listIndexEndpoints(request.clone().setFilter("display_name=\"search\"").build())
                .iterateAll())
        .hasSize(1);
    assertThat(
            clients
                .endpoints
                .listIndexEndpoints(request.clone().setFilter("display_name=\"other\"").build())
                .iterateAll())
        .isEmpty();
  }

  @Test
  void refusesNamesThatAreNotOfTheRightForm() {
    assertThatThrownBy(() -> clients.indexes.listIndexes("projects/shop").iterateAll())
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("projects/PROJECT/locations/LOCATION");
    assertThatThrownBy(() -> clients.indexes.getIndex("indexes/1"))
        .isInstanceOf(InvalidArgumentException.class);
    assertThatThrownBy(() -> clients.indexes.getIndex(Clients.LOCATION + "/indexes/1"))
        .isInstanceOf(NotFoundException.class);
  }

  private static List<String> names(String filter) {
    List<String> names = new ArrayList<>();
    clients
        .indexes
        .listIndexes(
            ListIndexesRequest.newBuilder().setParent(Clients.LOCATION).setFilter(filter).build())
        .iterateAll()
        .forEach(index -> names.add(index.getDisplayName()));
    return names;
  }
}
