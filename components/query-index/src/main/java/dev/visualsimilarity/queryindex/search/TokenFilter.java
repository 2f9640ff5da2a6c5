package dev.visualsimilarity.queryindex.search;

import com.google.cloud.aiplatform.v1.IndexDatapoint;
import com.google.cloud.aiplatform.v1.IndexDatapoint.Restriction;
import dev.visualsimilarity.error.UserException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tokens that every neighbor must have or must not have: the restricts of a query. */
public final class TokenFilter {

  private final List<Restriction> restrictions;

  private TokenFilter(List<Restriction> restrictions) {
    this.restrictions = restrictions;
  }

  /**
   * Reads items {@code namespace=token}.
   *
   * @param allow a neighbor has one of them in each namespace
   * @param deny a neighbor has none of them
   * @throws UserException if an item has no namespace or no token
   */
  public static TokenFilter parse(List<String> allow, List<String> deny) {
    Map<String, Restriction.Builder> byNamespace = new TreeMap<>();
    for (String item : allow) {
      restriction(byNamespace, item, "--allow").addAllowList(token(item));
    }
    for (String item : deny) {
      restriction(byNamespace, item, "--deny").addDenyList(token(item));
    }
    return new TokenFilter(byNamespace.values().stream().map(Restriction.Builder::build).toList());
  }

  /** Puts the tokens into a query. */
  void apply(IndexDatapoint.Builder query) {
    query.addAllRestricts(restrictions);
  }

  private static Restriction.Builder restriction(
      Map<String, Restriction.Builder> byNamespace, String item, String flag) {
    int equals = item.indexOf('=');
    if (equals < 1 || equals == item.length() - 1) {
      throw UserException.badParameter(
          "%s: '%s' is not namespace=token; give one such as category=shoes".formatted(flag, item));
    }
    String namespace = item.substring(0, equals);
    return byNamespace.computeIfAbsent(
        namespace, name -> Restriction.newBuilder().setNamespace(name));
  }

  private static String token(String item) {
    return item.substring(item.indexOf('=') + 1);
  }
}
