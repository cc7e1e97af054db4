package org.lateo.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.lateo.VAEModel;
import org.lateo.output.LatentCode;
import org.lateo.output.LatentCodeInfo;
import org.lateo.output.LatentStatistics;
import org.lateo.report.page.Bars;
import org.lateo.report.page.Bars.Bar;
import org.lateo.report.page.KeyFigures;
import org.lateo.report.page.KeyFigures.KeyFigure;
import org.lateo.report.page.Page;
import org.lateo.report.page.Section;
import org.tribuo.Example;

/** What a report tells of an autoencoder. */
final class LatentPage {
  /** So many rows tell the means of all. */
  private static final int MOST_ROWS = 1500;

  private static final int MOST_BARS = 30;

  private final Facts facts;
  private final VAEModel model;
  private final List<? extends Example<?>> rows;
  private final List<LatentCode> scored;

  /** Mean nats of each dimension, {@code [latent]}; empty where they have no parts. */
  private final double[] nats;

  LatentPage(Facts facts, VAEModel model) {
    this.facts = facts;
    this.model = model;
    this.rows = facts.first(MOST_ROWS);
    this.scored = rows.isEmpty() ? List.of() : model.score(rows);
    this.nats = rows.isEmpty() ? new double[0] : model.meanLatentNats(rows);
  }

  Page page() {
    List<Section> sections = new ArrayList<>(List.of(glance()));
    sections.add(dimensions());
    new MapSection(facts, model).section().ifPresent(sections::add);
    sections.add(new TraversalSection(facts, model, order()).section());
    sections.addAll(new ReconstructionSections(facts, model, rows, scored).sections());
    return new Page(
        facts.isFresh() && !rows.isEmpty()
            ? facts.shownSource() + " as an autoencoder sees it"
            : "What an autoencoder learned from " + facts.source(),
        String.format(
            Locale.ROOT,
            "It has learned, without labels, to reduce each row of %,d numbers to %d numbers, its"
                + " code, and to restore the row from these.",
            model.getFeatureIDMap().size(),
            model.latent()),
        sections);
  }

  private LatentCodeInfo info() {
    return (LatentCodeInfo) model.getOutputIDInfo();
  }

  private Section glance() {
    return model.hasPrior() ? bound() : restored();
  }

  /** Of a plain autoencoder, which has no bound. */
  private Section restored() {
    return new Section(
        "At a glance",
        "The reconstruction is the log-probability of a row when it is restored from its own code, in"
            + " nats (natural logarithms): what training raises, and what tells how usual a row is.",
        new KeyFigures(
            new KeyFigure("Reconstruction", mean(LatentCode::getELBO), "nats a row, " + whose()),
            new KeyFigure(
                "Numbers in a code", Integer.toString(model.latent()), "on a scale of their own"),
            new KeyFigure(
                "Numbers in a row",
                Facts.count(model.getFeatureIDMap().size()),
                "which the code restores"),
            rowCount()));
  }

  private KeyFigure rowCount() {
    return new KeyFigure("Rows", facts.size() == 0 ? "none" : Facts.count(facts.size()), shown());
  }

  private Section bound() {
    return new Section(
        "At a glance",
        "The evidence lower bound (ELBO) is a lower bound on the log-probability of a row, in nats"
            + " (natural logarithms): what training raises, and what tells how usual a row is.",
        new KeyFigures(
            new KeyFigure("ELBO", mean(LatentCode::getELBO), "nats a row, " + whose()),
            new KeyFigure(
                "Information",
                mean(LatentCode::getKL),
                "nats in the code of a row (the KL divergence from the prior)"),
            new KeyFigure(
                "Dimensions in use",
                info().getActiveUnits() + " of " + model.latent(),
                "the others hold almost no information"),
            rowCount()));
  }

  private String whose() {
    return rows.isEmpty()
        ? "without rows"
        : facts.isFresh() ? "of rows it has not learned from" : "of training rows";
  }

  private String shown() {
    return facts.size() > MOST_ROWS
        ? "of which the first " + Facts.count(MOST_ROWS) + " are shown"
        : "all of them shown";
  }

  private String mean(ToDoubleFunction<LatentCode> nats) {
    return scored.isEmpty()
        ? "unknown"
        : Facts.number(scored.stream().mapToDouble(nats).average().orElseThrow());
  }

  /** The dimensions, those that hold most first. */
  private List<Integer> order() {
    return IntStream.range(0, model.latent())
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -weight(i)))
        .toList();
  }

  private double weight(int dimension) {
    return nats.length > 0 ? nats[dimension] : info().getVariance(dimension);
  }

  private Section dimensions() {
    boolean byNats = nats.length > 0;
    List<Bar> bars =
        order().stream()
            .limit(MOST_BARS)
            .map(
                i -> new Bar(info().getNames()[i], Math.max(0, weight(i)), Double.NaN, isActive(i)))
            .toList();
    String caption =
        "A pale bar is a dimension that is not in use: its mean varies over the training rows by no"
            + " more than "
            + LatentStatistics.ACTIVE_VARIANCE
            + ".";
    return new Section(
        "What each dimension holds",
        byNats
            ? "The KL divergence of each number of the code: how much a row's code tells more than"
                + " nothing."
            : "The variance of each number of the code over the training rows.",
        new Bars(
            model.latent() > MOST_BARS
                ? "The first " + MOST_BARS + " of " + model.latent() + ". " + caption
                : caption,
            "dimension",
            byNats ? "KL divergence, nats a row" : "variance of the mean",
            bars));
  }

  private boolean isActive(int dimension) {
    return info().getVariance(dimension) > LatentStatistics.ACTIVE_VARIANCE;
  }
}
