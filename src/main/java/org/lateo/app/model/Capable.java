package org.lateo.app.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.lateo.FlowModel;
import org.lateo.VAEModel;
import org.lateo.output.Contains;
import org.lateo.output.Detects;
import org.lateo.output.Encodes;
import org.lateo.output.Exports;
import org.lateo.output.Generates;
import org.lateo.output.Imputes;
import org.lateo.output.Scores;
import org.tribuo.Model;
import org.tribuo.classification.Label;
import org.tribuo.regression.Regressor;

/**
 * A model with an ability that was asked for.
 *
 * @param model the model
 * @param can the same model, as the interface of the ability
 */
public record Capable<C>(Model<?> model, C can) {
  /** A model alone if it has a capability, else its members that have the capability. */
  public static <C> List<Capable<C>> of(Model<?> model, Class<C> capability) {
    if (capability.isInstance(model)) {
      return List.of(new Capable<>(model, capability.cast(model)));
    }
    return ofMembers(model, capability);
  }

  /** The members of a model that have a capability. */
  public static <C> List<Capable<C>> ofMembers(Model<?> model, Class<C> capability) {
    return model instanceof Contains whole
        ? whole.members().stream().flatMap(member -> of(member, capability).stream()).toList()
        : List.of();
  }

  /** What a model is, and what it can do by itself or by its members. */
  static String describe(Model<?> model) {
    List<String> verbs = new ArrayList<>();
    if (model.validate(Label.class)) {
      verbs.add("classifies");
    }
    if (model.validate(Regressor.class)) {
      verbs.add("predicts numbers");
    }
    Stream.of(
            Encodes.class,
            Generates.class,
            Scores.class,
            Detects.class,
            Imputes.class,
            Exports.class)
        .filter(capability -> !of(model, capability).isEmpty())
        .forEach(capability -> verbs.add(verb(capability)));
    return name(model) + (verbs.isEmpty() ? "" : ", which " + String.join(", ", verbs));
  }

  private static String name(Model<?> model) {
    if (model instanceof VAEModel) {
      return "an autoencoder";
    }
    if (model instanceof FlowModel) {
      return "a flow";
    }
    return model instanceof Detects ? "a detector" : model.getClass().getSimpleName();
  }

  /** The verb of a capability: {@code encodes} of Encodes. */
  static String verb(Class<?> capability) {
    return capability.getSimpleName().toLowerCase(Locale.ROOT);
  }
}
