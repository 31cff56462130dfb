package dev.postern.reference;

import java.util.Collection;

/** The three results of a condition, and how they combine. */
enum ReferenceTruth {
  FALSE,
  TRUE,
  ERROR;

  static ReferenceTruth of(boolean value) {
    return value ? TRUE : FALSE;
  }

  /** False wins over error, error over true. */
  static ReferenceTruth and(Collection<ReferenceTruth> parts) {
    if (parts.contains(FALSE)) {
      return FALSE;
    }
    return parts.contains(ERROR) ? ERROR : TRUE;
  }

  /** True wins over error, error over false. */
  static ReferenceTruth or(Collection<ReferenceTruth> parts) {
    if (parts.contains(TRUE)) {
      return TRUE;
    }
    return parts.contains(ERROR) ? ERROR : FALSE;
  }

  ReferenceTruth not() {
    return switch (this) {
      case FALSE -> TRUE;
      case TRUE -> FALSE;
      case ERROR -> ERROR;
    };
  }
}
