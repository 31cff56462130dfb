package dev.postern.sources;

import dev.postern.directory.Directory;
import dev.postern.text.Problem;
import java.util.List;

/** Is told what comes of a source; one call at a time, on the source's own thread. */
public interface SourceListener {

  /**
   * There is a new world. An exception counts as a failure, and the world as not taken up.
   *
   * @param warnings what is odd about it
   */
  void loaded(Directory directory, List<Problem> warnings);

  /** There was a change that cannot be used; the last good world stays. */
  void refused(List<Problem> problems);

  /** Looking at the source failed by a fault of the program; the last good world stays. */
  void failed(RuntimeException fault);
}
