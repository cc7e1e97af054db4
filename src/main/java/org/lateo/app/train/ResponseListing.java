package org.lateo.app.train;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.lateo.app.verb.DataArguments;
import org.lateo.app.verb.Messages;
import org.lateo.tables.Names;
import org.lateo.tables.Sheet;
import org.tribuo.anomaly.Event.EventType;

/** Says what the responses of a file count as, before a model is trained on them. */
final class ResponseListing {
  /** Numbers with more different values than this are hardly names of classes. */
  private static final int MOST_NUMBERS = 30;

  /** More responses with their counts would hide the rest. */
  private static final int MOST_LISTED = 10;

  private final Sheet sheet;

  /** How many rows have each response, in the order of the text. */
  private final Map<String, Integer> counts = new TreeMap<>();

  private ResponseListing(Sheet sheet) {
    this.sheet = sheet;
    sheet
        .rows()
        .forEach(row -> row.response().ifPresent(text -> counts.merge(text, 1, Integer::sum)));
  }

  /** Says what the responses are to a task. */
  static void say(Sheet sheet, Task task, String anomalous, Messages messages) {
    if (task == Task.ANOMALY && sheet.hasResponses()) {
      new ResponseListing(sheet).sayEvents(anomalous, messages);
    } else if (task == Task.CLASSIFY) {
      new ResponseListing(sheet).warnOfNumbers(messages);
    }
  }

  private void sayEvents(String anomalous, Messages messages) {
    int known = counts.getOrDefault(anomalous, 0);
    Set<String> others = new TreeSet<>(counts.keySet());
    others.remove(anomalous);
    messages.say(
        "%,d rows count as usual%s, %,d as known anomalies (%s)",
        sheet.size() - known, named(others), known, Names.quoted(anomalous));
    if (known == 0 && isSurprising(anomalous)) {
      messages.warn(
          String.format(
              "no row of %s is %s; found %s, which all count as usual; %s names the response of"
                  + " anomalous rows",
              Names.quoted(sheet.responseName()),
              Names.quoted(anomalous),
              counted(),
              DataArguments.Anomalous.OPTION));
    }
  }

  /** The responses of usual rows, in brackets; nothing if there are no such rows. */
  private String named(Collection<String> others) {
    List<String> kinds = new ArrayList<>();
    if (!others.isEmpty()) {
      kinds.add(Names.list(others));
    }
    if (sheet.answered().length < sheet.size()) {
      kinds.add("no value");
    }
    String all = String.join(" or ", kinds);
    return all.isEmpty() ? "" : " (" + sheet.responseName() + " " + all + ")";
  }

  /** A name was given that no row has, or rows differ of which none is an anomaly. */
  private boolean isSurprising(String anomalous) {
    return !anomalous.equals(EventType.ANOMALOUS.name()) || counts.size() > 1;
  }

  private String counted() {
    List<String> shown =
        counts.entrySet().stream()
            .limit(MOST_LISTED)
            .map(
                entry ->
                    String.format(
                        Locale.ROOT, "%s (%,d)", Names.quoted(entry.getKey()), entry.getValue()))
            .toList();
    int more = counts.size() - shown.size();
    return shown.stream().collect(Collectors.joining(", "))
        + (more > 0 ? " and " + more + " more" : "");
  }

  private void warnOfNumbers(Messages messages) {
    if (counts.size() > MOST_NUMBERS && counts.keySet().stream().allMatch(this::isNumber)) {
      messages.warn(
          String.format(
              Locale.ROOT,
              "%s: the response %s has %,d different numbers, each of which is a class; --task"
                  + " regress predicts a number",
              sheet.source(),
              Names.quoted(sheet.responseName()),
              counts.size()));
    }
  }

  private boolean isNumber(String text) {
    return sheet.cells().isNumber(text);
  }
}
