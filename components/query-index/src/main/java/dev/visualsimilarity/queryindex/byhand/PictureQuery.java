package dev.visualsimilarity.queryindex.byhand;

import dev.visualsimilarity.catalog.CatalogItem;
import dev.visualsimilarity.datapoint.Attributes;
import dev.visualsimilarity.embedding.Embedder;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.queryindex.embedding.Embedded;
import dev.visualsimilarity.queryindex.embedding.IndexDimensions;
import dev.visualsimilarity.queryindex.embedding.IndexedItems;
import dev.visualsimilarity.queryindex.embedding.Query;
import dev.visualsimilarity.queryindex.embedding.QueryEmbedder;
import dev.visualsimilarity.queryindex.embedding.ReportColumns;
import dev.visualsimilarity.queryindex.embedding.SourceTable;
import dev.visualsimilarity.queryindex.report.Answer;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageUri;
import dev.visualsimilarity.vertexai.ApiEndpoint;
import dev.visualsimilarity.vertexai.match.Deployment;
import dev.visualsimilarity.vertexai.match.Neighbor;
import dev.visualsimilarity.vertexai.match.NeighborSearch;
import dev.visualsimilarity.vertexai.match.NeighborSearches;
import dev.visualsimilarity.vertexai.match.SearchOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Embeds pictures as those of the catalog were, and asks for their neighbors. */
final class PictureQuery {

  private static final Logger LOG = LoggerFactory.getLogger(PictureQuery.class);

  /** Loads a model, or finds a service. */
  interface EmbedderSource {
    Embedder open() throws IOException;
  }

  private final Storage storage;
  private final EmbedderSource embedders;
  private final ApiEndpoint api;
  private final ReportColumns columns;

  PictureQuery(Storage storage, EmbedderSource embedders, ApiEndpoint api, ReportColumns columns) {
    this.storage = storage;
    this.embedders = embedders;
    this.api = api;
    this.columns = columns;
  }

  /**
   * Asks.
   *
   * @param images paths or URIs
   * @param catalog gives titles and pictures; without it, or where it cannot be read, ids are shown
   * @throws UserException if no picture can be used, or the deployment cannot be asked
   */
  Answers ask(
      List<String> images,
      Deployment deployment,
      SearchOptions options,
      Optional<SourceTable> catalog)
      throws IOException {
    try (NeighborSearches searches = new NeighborSearches(api)) {
      NeighborSearch search = searches.open(deployment);
      Embedded embedded = embedded(images);
      if (embedded.queries().isEmpty()) {
        throw UserException.failed(
            embedded.rejects().stream()
                .map(Answers::told)
                .collect(Collectors.joining("; ", "no picture could be used: ", "")));
      }
      IndexDimensions.check(searches, deployment, embedded.queries().get(0));
      List<List<Neighbor>> found =
          search.find(embedded.queries().stream().map(Query::vector).toList(), options);
      List<Answer> matches = new ArrayList<>();
      for (int i = 0; i < found.size(); i++) {
        matches.add(new Answer(embedded.queries().get(i), found.get(i)));
      }
      return new Answers(matches, known(catalog, found), embedded.rejects());
    }
  }

  private Embedded embedded(List<String> images) throws IOException {
    try (Embedder embedder = embedders.open()) {
      return QueryEmbedder.embed(storage, embedder, columns, items(images));
    }
  }

  /** An item of each picture; its id is the picture as the user named it. */
  private static List<CatalogItem> items(List<String> images) {
    Attributes none = new Attributes(List.of(), List.of(), Optional.empty());
    return images.stream()
        .map(image -> new CatalogItem(image, StorageUri.parse(image), none, Map.of()))
        .toList();
  }

  private IndexedItems known(Optional<SourceTable> catalog, List<List<Neighbor>> found)
      throws IOException {
    if (catalog.isEmpty()) {
      return IndexedItems.none();
    }
    Set<String> ids =
        found.stream().flatMap(List::stream).map(Neighbor::id).collect(Collectors.toSet());
    try {
      return IndexedItems.read(storage, catalog.get(), columns, ids);
    } catch (UserException e) {
      LOG.warn("titles and pictures are not shown: {}", e.getMessage());
      return IndexedItems.none();
    }
  }
}
