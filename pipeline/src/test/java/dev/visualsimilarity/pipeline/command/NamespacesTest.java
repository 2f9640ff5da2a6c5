package dev.visualsimilarity.pipeline.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import dev.visualsimilarity.error.ExitCode;
import dev.visualsimilarity.error.UserException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NamespacesTest {

  private final Map<String, JsonElement> values =
      JsonParser.parseString(
              """
              {"restrict_columns": ["category", "colour=color_name"],
               "numeric_restrict_columns": ["price=price:float", "stock:int"]}
              """)
          .getAsJsonObject()
          .asMap();

  @Test
  void areThoseThatTheParametersOfTheRunName() {
    assertThat(Namespaces.of(values))
        .isEqualTo(new Namespaces(List.of("category", "colour"), List.of("price", "stock")));
    assertThat(Namespaces.of(Map.of())).isEqualTo(new Namespaces(List.of(), List.of()));
  }

  @Test
  void filtersByThemAreTaken() {
    QueryOptions query = new QueryOptions();
    query.allow = List.of("category=a<b", "colour=Blue");
    query.deny = List.of("colour=Red");
    query.numeric = List.of("price<20", " stock >=1:int");
    assertThatCode(() -> query.check(Namespaces.of(values))).doesNotThrowAnyException();
  }

  @Test
  void aTypoInOneIsBadUsage() {
    QueryOptions query = new QueryOptions();
    query.deny = List.of("color=Blue");
    assertThat(mistake(query))
        .isEqualTo(
            "--deny color=Blue: the run has no namespace color of tokens; those of tokens (--allow, --deny): category, colour; those of numbers (--numeric): price, stock; did you mean colour?");
  }

  @Test
  void aNumberIsNoToken() {
    QueryOptions query = new QueryOptions();
    query.allow = List.of("price=20");
    assertThat(mistake(query)).startsWith("--allow price=20: the run has no namespace price of");
    query.allow = List.of();
    query.numeric = List.of("prize<20");
    assertThat(mistake(query))
        .startsWith("--numeric prize<20: the run has no namespace prize of numbers")
        .endsWith("did you mean price?");
  }

  @Test
  void whatIsNoFilterIsLeftToTheProgram() {
    QueryOptions query = new QueryOptions();
    query.allow = List.of("red");
    query.numeric = List.of("cheap");
    assertThatCode(() -> query.check(Namespaces.of(values))).doesNotThrowAnyException();
  }

  private String mistake(QueryOptions query) {
    UserException e =
        catchThrowableOfType(UserException.class, () -> query.check(Namespaces.of(values)));
    assertThat(e.exitCode()).isEqualTo(ExitCode.BAD_PARAMETERS);
    return e.getMessage();
  }
}
