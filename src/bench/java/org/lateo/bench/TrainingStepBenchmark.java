package org.lateo.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.lateo.graph.Node;
import org.lateo.graph.Noise;
import org.lateo.graph.ParameterLayout;
import org.lateo.graph.Parameters;
import org.lateo.graph.Program;
import org.lateo.graph.Stage;
import org.lateo.graph.Workers;
import org.lateo.graph.Workspace;
import org.lateo.latent.DiagonalGaussianPosterior;
import org.lateo.latent.StandardNormalPrior;
import org.lateo.likelihood.Bernoulli;
import org.lateo.likelihood.Scaling;
import org.lateo.math.BestBlas;
import org.lateo.math.RandomStream;
import org.lateo.model.VAE;
import org.lateo.model.VAEArchitecture;
import org.lateo.nn.Activation;
import org.lateo.nn.WeightInitialiser;
import org.lateo.objective.ELBO;
import org.lateo.objective.Loss;
import org.lateo.train.Adam;
import org.lateo.train.Optimiser;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One training step of 784-500-20: forward, backward, Adam. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class TrainingStepBenchmark {
  private static final int COLUMNS = 784;
  private static final int LATENT = 20;

  /** The minibatch. */
  @Param({"20", "100", "500"})
  public int batch;

  /** The threads. */
  @Param({"1", "2"})
  public int threads;

  private Workers workers;
  private Optimiser.Run adam;
  private List<Stage> step;

  /** Builds the model and its workspace. */
  @Setup(Level.Trial)
  public void build() {
    VAE vae =
        new VAEArchitecture(
                List.of(500),
                List.of(500),
                Activation.TANH,
                false,
                LATENT,
                new DiagonalGaussianPosterior(),
                new StandardNormalPrior(),
                new Bernoulli(),
                WeightInitialiser.GLOROT)
            .connect(Scaling.none(COLUMNS));
    ParameterLayout layout = vae.layout();
    Parameters parameters = new Parameters(layout, layout.initialise(1), BestBlas.get());
    Loss bound = new ELBO().loss(vae);
    Program program = new Program(bound.maximised());
    Workspace w = new Workspace(program, parameters, batch, true);
    connect(w, vae, program);
    w.setExamples(batch);
    Arrays.fill(w.gradient(bound.maximised()), -1f / batch);
    adam = new Adam().start(layout.size());
    w.setSink(
        (from, to) -> {
          adam.update(parameters.values(), w.gradient(), from, to);
          parameters.upload(from, to);
        });
    step = new ArrayList<>(w.forward());
    step.addAll(w.backward());
    workers = new Workers(threads);
  }

  private static void connect(Workspace w, VAE vae, Program program) {
    RandomStream random = RandomStream.of(1, "bench");
    w.setSource(
        vae.features(),
        (row, into, at) -> {
          for (int c = 0; c < COLUMNS; c++) {
            into[at + c] = random.uniform((long) row * COLUMNS + c) < 0.2 ? 1 : 0;
          }
        });
    for (Node node : program.nodes()) {
      if (node instanceof Noise) {
        w.setSource(
            node,
            (row, into, at) ->
                RandomStream.fillGaussian(RandomStream.child(random.key(), row), into, at, LATENT));
      }
    }
  }

  /** Ends the threads. */
  @TearDown(Level.Trial)
  public void close() {
    workers.close();
  }

  /** The step. */
  @Benchmark
  public void step() {
    adam.beginStep(1);
    workers.run(step);
  }
}
