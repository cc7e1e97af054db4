package org.lateo.testdata;

/**
 * The hidden factors behind one reading of the pump.
 *
 * @param mode index of the value in {@link Field#MODE}; each mode covers a range of demands, and
 *     neighbouring ranges overlap.
 * @param site index of the value in {@link Field#SITE}; sets climate and head of the supply.
 * @param fluid index of the value in {@link Field#FLUID}; brine only at the coast.
 * @param demand 0 to 1, sets the speed.
 * @param valve opening of the outlet, 0.6 to 1.
 * @param ambient degrees Celsius.
 * @param supply inlet pressure at rest, bar.
 * @param voltage relative to nominal.
 */
record OperatingPoint(
    int mode,
    int site,
    int fluid,
    double demand,
    double valve,
    double ambient,
    double supply,
    double voltage) {
  private static final double[][] DEMAND = {{0.05, 0.35}, {0.25, 0.8}, {0.7, 1}};
  private static final double[] BOOST_SHARE = {0.1, 0.3, 0.2};
  private static final double[] CLIMATE = {8, 20, 14};
  private static final double[] SUPPLY = {1.8, 1.3, 2.2};
  private static final int COAST = 2;

  static OperatingPoint draw(Draws draws) {
    int site = draws.index(SUPPLY.length);
    int mode = mode(draws.uniform(), BOOST_SHARE[site]);
    return new OperatingPoint(
        mode,
        site,
        site == COAST && draws.uniform() < 0.7 ? 1 : 0,
        draws.uniform(DEMAND[mode][0], DEMAND[mode][1]),
        draws.uniform(0.6, 1),
        draws.gaussian(CLIMATE[site], 6),
        draws.gaussian(SUPPLY[site], 0.2),
        draws.gaussian(1, 0.01));
  }

  private static int mode(double uniform, double boostShare) {
    if (uniform < boostShare) {
      return 2;
    }
    return uniform < boostShare + 0.2 ? 0 : 1;
  }
}
