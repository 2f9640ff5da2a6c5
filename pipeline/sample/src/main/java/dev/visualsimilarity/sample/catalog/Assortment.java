package dev.visualsimilarity.sample.catalog;

import dev.visualsimilarity.sample.paint.Mark;
import dev.visualsimilarity.sample.paint.Pattern;
import dev.visualsimilarity.sample.shape.Kind;
import dev.visualsimilarity.sample.shape.Look;
import dev.visualsimilarity.sample.shape.Traits;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Designs products. An assortment is a function of its seed; two seeds share no product, though
 * they share the palette.
 */
public final class Assortment {

  private static final double SIBLINGS = 0.3;
  private static final List<Mark> MARKS = List.of(Mark.values());
  private static final List<String> COLLECTIONS =
      List.of(
          "Alder", "Fjord", "Harbour", "Juniper", "Mistral", "Café", "Lumen", "Osier", "Praia",
          "Tundra", "Willow", "Sierra", "Nørre", "Atelier", "Cedar", "Orchard");

  private final long seed;

  public Assortment(long seed) {
    this.seed = seed;
  }

  /** So many products of each kind. */
  public List<Product> design(List<Kind> kinds, int each) {
    List<Product> products = new ArrayList<>();
    for (Kind kind : kinds) {
      SplittableRandom random = new SplittableRandom(seed * 31 + kind.category().hashCode());
      Tone main = tone(random);
      for (int number = 1; number <= each; number++) {
        products.add(design(kind, number, main, random.split()));
        // Some products differ from the one before in shape and print only.
        main = random.nextDouble() < SIBLINGS ? main : other(main, random);
      }
    }
    return List.copyOf(products);
  }

  private static Product design(Kind kind, int number, Tone main, SplittableRandom random) {
    Tone accent = contrasting(main, random);
    Pattern pattern = kind.patterns().get(random.nextInt(kind.patterns().size()));
    Look look =
        new Look(
            main.colour(),
            accent.colour(),
            pattern,
            random.nextDouble(0.13, 0.26),
            MARKS.get(random.nextInt(MARKS.size())));
    String slug = kind.category().toLowerCase(Locale.ROOT).replace(' ', '-');
    return new Product(
        String.format(Locale.ROOT, "%s-%02d", slug, number),
        title(kind, pattern, main, random),
        kind,
        main.name(),
        price(kind, random),
        kind.family().design(new Traits(random.nextLong(), look)),
        random.nextLong());
  }

  private static String title(Kind kind, Pattern pattern, Tone main, SplittableRandom random) {
    String collection = COLLECTIONS.get(random.nextInt(COLLECTIONS.size()));
    String print = pattern.word().isEmpty() ? "" : pattern.word() + " ";
    return collection + " " + print + kind.noun() + ", " + main.name();
  }

  private static int price(Kind kind, SplittableRandom random) {
    int whole = random.nextInt(kind.cheapest(), kind.dearest() + 1);
    return whole < 100 ? 100 * whole - 5 * random.nextInt(1, 3) : 100 * whole;
  }

  private static Tone tone(SplittableRandom random) {
    return Tone.all().get(random.nextInt(Tone.all().size()));
  }

  private static Tone other(Tone tone, SplittableRandom random) {
    Tone next = tone(random);
    while (next.equals(tone)) {
      next = tone(random);
    }
    return next;
  }

  private static Tone contrasting(Tone main, SplittableRandom random) {
    Tone accent = tone(random);
    while (!accent.contrastsWith(main)) {
      accent = tone(random);
    }
    return accent;
  }
}
