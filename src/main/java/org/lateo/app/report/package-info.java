/**
 * Reports: one HTML file that needs nothing else, neither network nor scripts.
 *
 * <p>A {@link org.lateo.app.report.Report} is a title and sections of blocks; a {@link
 * org.lateo.app.report.Block} turns plain data into HTML. Charts become SVG in the page, images PNG
 * in data URIs.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>Nothing is computed here: whoever makes a block gives the numbers it shows.
 *   <li>Text is escaped by whoever writes it into HTML, once.
 *   <li>Whatever is drawn in {@link org.lateo.app.report.SvgCanvas#INK} takes the colour of the
 *       text, so that charts follow light and dark pages.
 * </ul>
 */
package org.lateo.app.report;
