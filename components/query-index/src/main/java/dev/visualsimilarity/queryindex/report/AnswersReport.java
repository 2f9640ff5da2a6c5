package dev.visualsimilarity.queryindex.report;

import dev.visualsimilarity.queryindex.embedding.IndexedItems;
import dev.visualsimilarity.queryindex.embedding.IndexedItems.IndexedItem;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageUri;
import dev.visualsimilarity.vertexai.match.Neighbor;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One HTML file that shows pictures beside what an index found, as {@link HtmlReport} does. */
public final class AnswersReport {

  private final Storage storage;
  private final IndexedItems items;

  /**
   * @param storage of the images
   * @param items what is known of the neighbors
   */
  public AnswersReport(Storage storage, IndexedItems items) {
    this.storage = storage;
    this.items = items;
  }

  /** What the template {@code answers.mustache} shows. */
  private record AnswersPage(
      int count,
      boolean several,
      String note,
      List<Card> queries,
      Collection<Thumbnails.Picture> pictures) {}

  /**
   * A picture.
   *
   * @param name of its file
   */
  private record Card(String name, String title, String picture, List<Tile> found) {}

  /**
   * The file's text.
   *
   * @param note what was asked
   */
  public String html(List<Answer> answers, String note) {
    Thumbnails thumbnails = Thumbnails.of(storage, answers.stream().flatMap(this::images).toList());
    return Page.of(
        "answers",
        new AnswersPage(
            answers.size(),
            answers.size() > 1,
            note,
            answers.stream().map(answer -> card(answer, thumbnails)).toList(),
            thumbnails.all()));
  }

  private Stream<StorageUri> images(Answer answer) {
    return Stream.concat(
        Stream.of(answer.query().image()),
        answer.neighbors().stream()
            .flatMap(neighbor -> items.find(neighbor.id()).stream())
            .map(IndexedItem::image));
  }

  private Card card(Answer answer, Thumbnails thumbnails) {
    List<Tile> tiles =
        IntStream.range(0, answer.neighbors().size())
            .mapToObj(
                i -> {
                  Neighbor neighbor = answer.neighbors().get(i);
                  return Tile.of(i + 1, neighbor, items, thumbnails, false, "");
                })
            .toList();
    String title = answer.query().title();
    return new Card(
        title.substring(title.lastIndexOf('/') + 1),
        title,
        thumbnails.cssClass(answer.query().image()),
        tiles);
  }
}
