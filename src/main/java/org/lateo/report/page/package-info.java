/**
 * Pages, each one HTML file without other files, network or scripts.
 *
 * <p>A {@link org.lateo.report.page.Page} is a title and sections of blocks; a {@link
 * org.lateo.report.page.Block} turns plain data into HTML. Charts are SVG that the browser
 * stretches to the width there is, with letters and lines of the same size at any width; images are
 * PNG in data URIs.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>Nothing is computed here but shares and ranges: the caller gives a block the numbers it
 *       shows.
 *   <li>Text is escaped once, where it is written into HTML.
 *   <li>Colours are those of the style sheet, for light and for dark pages, and lines differ in
 *       more than colour.
 *   <li>What may be wider than the page can be scrolled by the keyboard.
 * </ul>
 *
 * <p>Internal: everything.
 */
package org.lateo.report.page;
