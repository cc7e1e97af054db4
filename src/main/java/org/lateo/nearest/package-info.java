/**
 * A classifier by the nearest training rows: {@link org.lateo.nearest.NearestRowsTrainer} keeps
 * labelled rows, and {@link org.lateo.nearest.NearestRowsModel} lets those around a row vote. It
 * stands on rows to which labels were spread, whose classes have outlines that no smooth function
 * of few centres can follow.
 *
 * <p>Written here since Tribuo 4.3.2's nearest neighbours export no ONNX, and its ensemble of votes
 * jumps where two rows are equally far.
 *
 * <p>Internal: {@code NearestRowsArchitecture}.
 */
package org.lateo.nearest;
