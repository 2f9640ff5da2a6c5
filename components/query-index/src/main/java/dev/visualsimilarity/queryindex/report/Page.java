package dev.visualsimilarity.queryindex.report;

import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Makes pages of templates: {@code NAME.mustache}, whose parts are files beside it. */
final class Page {

  private static final Mustache.Compiler COMPILER = Mustache.compiler().withLoader(Page::part);

  private Page() {}

  /** The text of a page; values are escaped. */
  static String of(String name, Object values) {
    try (Reader reader = part(name)) {
      return COMPILER.compile(reader).execute(values);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Reader part(String name) {
    String file = name.contains(".") ? name : name + ".mustache";
    InputStream stream = Page.class.getResourceAsStream(file);
    if (stream == null) {
      throw new IllegalStateException("there is no template " + file);
    }
    return new InputStreamReader(stream, StandardCharsets.UTF_8);
  }
}
