package org.lateo.likelihood;

import static java.util.Objects.requireNonNull;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.lateo.config.Fields;
import org.lateo.config.PartKind;
import org.lateo.config.PartText;
import org.lateo.nn.DenseLayers;

/**
 * A likelihood of its own for each group of columns, given z independent of one another.
 *
 * <p>Columns {@code field@value} of one field, as Tribuo's columnar processors name them, are one
 * {@link Categorical} variable if they are 0 or 1 and never several at once; other columns of 0 and
 * 1 are {@link Bernoulli}, and all others {@code numbers}. Columns that look like counts or are
 * positive and skewed get a suggestion, see {@link #groups}.
 *
 * <p>Rules come first: {@code REGEX=LIKELIHOOD}, such as {@code price.*=log-normal} or {@code
 * clicks=gaussian:variance=ROW}. The regular expression has to match a column's whole name, and the
 * first that does decides. Columns that one rule makes categorical are a variable for each field,
 * or one together where names have no field.
 */
public final class MixedLikelihood implements Likelihood {
  @Config(
      description =
          "Rules REGEX=LIKELIHOOD for columns by name, the first that matches decides; other"
              + " columns are chosen for by what they hold.")
  private String[] rules = {};

  @Config(description = "The likelihood of columns that are numbers, where no rule matches.")
  private Likelihood numbers = new Gaussian();

  @Config(
      description =
          "What was chosen, a line for each group of columns; empty before the columns are known,"
              + " and chosen anew in each training.")
  private String[] groups = {};

  /** The groups once read. */
  private List<ColumnGroup> chosen = List.of();

  /** Chooses from the columns alone. */
  public MixedLikelihood() {}

  /**
   * Chooses by rules, and from the columns where none matches.
   *
   * @throws PropertyException if a rule cannot be read, saying why
   */
  public MixedLikelihood(String... rules) {
    this.rules = rules.clone();
    postConfig();
  }

  private MixedLikelihood(String[] rules, Likelihood numbers, String[] groups) {
    this.rules = rules;
    this.numbers = requireNonNull(numbers, "numbers");
    this.groups = groups;
    postConfig();
  }

  @Override
  public void postConfig() {
    boolean one = !(numbers instanceof MixedLikelihood);
    Fields.require(one, "numbers", "the likelihood of one group of columns", "mixed");
    Fields.made("rules", this::parsedRules);
    chosen = Fields.made("groups", this::parsedGroups);
  }

  /**
   * The same with a likelihood for columns that are numbers.
   *
   * @param likelihood not a mixture
   */
  public MixedLikelihood withNumbers(Likelihood likelihood) {
    return new MixedLikelihood(rules, likelihood, groups);
  }

  /** What was asked for: the same before columns are chosen for. */
  public MixedLikelihood unchosen() {
    return new MixedLikelihood(rules, numbers, new String[0]);
  }

  /** Refuses a mixture before anything else of it is read: one in another has no end. */
  private static Likelihood ofOneGroup(String text) {
    PartKind<Likelihood> kind = PartKind.of(Likelihood.class);
    PartText part = PartText.of(text.strip());
    if (kind.type(part.name()).equals(MixedLikelihood.class)) {
      throw new IllegalArgumentException(
          "Expected the likelihood of one group of columns, found " + part.name());
    }
    return kind.create(part);
  }

  private List<LikelihoodRule> parsedRules() {
    return Arrays.stream(rules)
        .map(rule -> LikelihoodRule.parse(rule, MixedLikelihood::ofOneGroup))
        .toList();
  }

  private List<ColumnGroup> parsedGroups() {
    return Arrays.stream(groups)
        .map(line -> ColumnGroup.parse(line, MixedLikelihood::ofOneGroup))
        .toList();
  }

  @Override
  public MixedLikelihood chosenFor(List<ColumnSummary> columns) {
    String[] lines =
        LikelihoodChoice.choose(columns, parsedRules(), numbers).stream()
            .map(ColumnGroup::format)
            .toArray(String[]::new);
    return new MixedLikelihood(rules, numbers, lines);
  }

  /**
   * The likelihood of columns for which none was asked: mixed where there are one-hot columns
   * {@code field@value}, else Bernoulli where every value lies in [0, 1], otherwise that of
   * numbers.
   *
   * @param numbers the likelihood of columns that are numbers; not a mixture
   */
  public static Likelihood suiting(List<ColumnSummary> columns, Likelihood numbers) {
    if (LikelihoodChoice.hasFields(columns)) {
      return new MixedLikelihood().withNumbers(numbers);
    }
    boolean unit = columns.stream().allMatch(c -> c.min() >= 0 && c.max() <= 1);
    return unit ? new Bernoulli() : numbers;
  }

  /**
   * The groups that were chosen.
   *
   * @param columns how many there are
   * @throws IllegalArgumentException if the choice was made for another number of columns
   */
  @Override
  public List<ColumnGroup> groups(int columns) {
    int[] places =
        chosen.stream().flatMap(g -> g.columns().stream()).mapToInt(c -> c).sorted().toArray();
    if (!Arrays.equals(places, IntStream.range(0, columns).toArray())) {
      throw new IllegalArgumentException(
          String.format(
              "Expected a mixed likelihood chosen for %d columns, found one for %d",
              columns, places.length));
    }
    return chosen;
  }

  @Override
  public Support support(Scaling scaling) {
    List<ColumnGroup> all = groups(scaling.columns());
    return Support.merge(
        all.stream().map(ColumnGroup::columns).toList(),
        all.stream().map(g -> g.likelihood().support(scaling.of(g.indices()))).toList());
  }

  @Override
  public Scaling learnScaling(List<ColumnSummary> columns) {
    return together(columns.size(), group -> group.likelihood().learnScaling(group.of(columns)));
  }

  @Override
  public Scaling unitsOfMeans(Scaling scaling) {
    return together(
        scaling.columns(), group -> group.likelihood().unitsOfMeans(scaling.of(group.indices())));
  }

  @Override
  public double[] errorUnits(Scaling scaling) {
    double[] units = new double[scaling.columns()];
    for (ColumnGroup group : groups(units.length)) {
      double[] part = group.likelihood().errorUnits(scaling.of(group.indices()));
      for (int i = 0; i < part.length; i++) {
        units[group.columns().get(i)] = part[i];
      }
    }
    return units;
  }

  /** The scaling of all columns from that of each group's. */
  private Scaling together(int columns, Function<ColumnGroup, Scaling> ofGroup) {
    double[] shift = new double[columns];
    double[] scale = new double[columns];
    for (ColumnGroup group : groups(columns)) {
      Scaling part = ofGroup.apply(group);
      for (int i = 0; i < part.columns(); i++) {
        shift[group.columns().get(i)] = part.shift()[i];
        scale[group.columns().get(i)] = part.scale()[i];
      }
    }
    return new Scaling(shift, scale);
  }

  @Override
  public void requireSeparable(MissingColumns missing) {
    for (ColumnGroup group : groups(missing.columns())) {
      group.likelihood().requireSeparable(missing.of(group.columns()));
    }
  }

  @Override
  public Conditional connect(String name, int width, Scaling scaling, DenseLayers weights) {
    return MixedConditional.of(groups(scaling.columns()), name, width, scaling, weights);
  }
}
