package dev.visualsimilarity.sample.shape;

import dev.visualsimilarity.sample.paint.Pattern;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The kinds of products there are, and which of them the sample catalog and the training use. */
public final class Kinds {

  private static final List<Pattern> PRINTED =
      List.of(
          Pattern.PLAIN,
          Pattern.STRIPES,
          Pattern.DOTS,
          Pattern.MARK,
          Pattern.CHEVRON,
          Pattern.LEAVES,
          Pattern.CHECK,
          Pattern.PINSTRIPES,
          Pattern.DIPPED);
  private static final List<Pattern> POTTERY =
      List.of(
          Pattern.PLAIN,
          Pattern.SPECKLED,
          Pattern.STRIPES,
          Pattern.DIPPED,
          Pattern.LEAVES,
          Pattern.DOTS,
          Pattern.BAND,
          Pattern.CHEVRON);
  private static final List<Pattern> SOBER =
      List.of(Pattern.PLAIN, Pattern.MARK, Pattern.BAND, Pattern.DIPPED);
  private static final List<Pattern> PLAIN = List.of(Pattern.PLAIN);

  private static final List<Kind> SOLD =
      List.of(
          new Kind("Mugs", "Mug", Mug::new, true, POTTERY, 8, 24),
          new Kind("Teapots", "Teapot", Teapot::new, true, POTTERY, 24, 69),
          new Kind("Bottles", "Bottle", Bottle::new, true, PRINTED, 12, 39),
          new Kind("T-Shirts", "T-Shirt", TShirt::new, false, PRINTED, 12, 45),
          new Kind("Sneakers", "Sneakers", Sneaker::new, true, SOBER, 49, 139),
          new Kind("Boots", "Boots", Boot::new, true, PLAIN, 59, 189),
          new Kind("Handbags", "Handbag", Handbag::new, true, PRINTED, 39, 249),
          new Kind("Backpacks", "Backpack", Backpack::new, true, PRINTED, 39, 149),
          new Kind("Lamps", "Table Lamp", Lamp::new, true, PRINTED, 29, 129),
          new Kind("Chairs", "Chair", Chair::new, true, PRINTED, 59, 259),
          new Kind("Sofas", "Sofa", Sofa::new, true, PRINTED, 399, 1499),
          new Kind("Clocks", "Wall Clock", Clock::new, false, PLAIN, 19, 89),
          new Kind("Vases", "Vase", Vase::new, true, POTTERY, 15, 79),
          new Kind("Cushions", "Cushion", Cushion::new, false, PRINTED, 14, 49),
          new Kind("Umbrellas", "Umbrella", Umbrella::new, false, PRINTED, 19, 59),
          new Kind("Hats", "Hat", Hat::new, true, PRINTED, 15, 69),
          new Kind("Headphones", "Headphones", Headphones::new, false, PLAIN, 49, 299),
          new Kind("Watches", "Watch", Watch::new, false, SOBER, 69, 399),
          new Kind("Sunglasses", "Sunglasses", Sunglasses::new, false, PLAIN, 25, 159),
          new Kind("Plant Pots", "Plant Pot", PlantPot::new, true, POTTERY, 12, 49),
          new Kind("Guitars", "Guitar", Guitar::new, false, SOBER, 129, 899),
          new Kind("Toy Cars", "Toy Car", ToyCar::new, true, SOBER, 9, 35),
          new Kind("Kettles", "Kettle", Kettle::new, true, POTTERY, 29, 99),
          new Kind("Pans", "Pan", Pan::new, false, PLAIN, 25, 119),
          new Kind("Books", "Book", Book::new, false, PRINTED, 9, 39));

  private static final List<Kind> ELSEWHERE =
      List.of(
          new Kind("Bowls", "Bowl", Bowl::new, true, POTTERY, 9, 39),
          new Kind("Candles", "Candle", Candle::new, true, POTTERY, 9, 39),
          new Kind("Suitcases", "Suitcase", Suitcase::new, true, PRINTED, 59, 249),
          new Kind("Cameras", "Camera", Camera::new, true, PRINTED, 199, 999),
          new Kind("Socks", "Socks", Sock::new, false, PRINTED, 5, 19));

  /** Categories of the sample catalog that the model never sees in training. */
  private static final Set<String> UNSEEN =
      Set.of("Umbrellas", "Guitars", "Kettles", "Sunglasses", "Lamps");

  private Kinds() {}

  /** The kinds of the sample catalog. */
  public static List<Kind> sold() {
    return SOLD;
  }

  /** Categories of the sample catalog that no model is trained on. */
  public static Set<String> unseen() {
    return UNSEEN;
  }

  /** The kinds a model is trained on: some of the sample catalog's and some it does not have. */
  public static List<Kind> trained() {
    return Stream.concat(
            SOLD.stream().filter(kind -> !UNSEEN.contains(kind.category())), ELSEWHERE.stream())
        .toList();
  }
}
