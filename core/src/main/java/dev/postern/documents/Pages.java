package dev.postern.documents;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether the pages of an account are all there (N-1.3), as far as pages tell. */
final class Pages {
  private Pages() {}

  /**
   * An account with a page that says it is followed needs a page that says it is the last; a last
   * page that holds AWS-managed policies alone tells no account and serves any one.
   */
  static void judge(List<Page> pages, Problems problems) {
    Set<String> ended = new HashSet<>();
    int anonymousEnds = 0;
    for (Page page : pages) {
      if (page.position() == Page.Position.LAST) {
        ended.addAll(page.accounts());
        anonymousEnds += page.accounts().isEmpty() ? 1 : 0;
      }
    }
    Map<String, Page> open = new HashMap<>();
    for (Page page : pages) {
      if (page.position() == Page.Position.FOLLOWED) {
        boolean isEnded =
            page.accounts().isEmpty()
                ? anonymousEnds + ended.size() > 0
                : ended.containsAll(page.accounts());
        if (!isEnded) {
          open.putIfAbsent(String.join(" and ", page.accounts().stream().sorted().toList()), page);
        }
      }
    }
    if (open.size() <= anonymousEnds) {
      return;
    }
    open.forEach((accounts, page) ->
        problems.error(
            page.place(),
            "the page that follows this one is missing"
                + (accounts.isEmpty() ? "" : ", for account " + accounts)
                + " (N-1.3)",
            "add the pages up to the one with \"IsTruncated\": false"));
  }
}
