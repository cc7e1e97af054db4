/**
 * Reports, each one HTML file without other files, network or scripts.
 *
 * <p>A {@link org.lateo.app.report.Report} is a title and sections of blocks; a {@link
 * org.lateo.app.report.Block} turns plain data into HTML. Charts become SVG in the page, images PNG
 * in data URIs.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>Nothing is computed here: the caller gives a block the numbers it shows.
 *   <li>Text is escaped once, where it is written into HTML.
 *   <li>Whatever is drawn in {@link org.lateo.app.report.SvgCanvas#INK} takes the colour of the
 *       text, so that charts follow light and dark pages.
 * </ul>
 */
package org.lateo.app.report;
