"""Errors that stop a step of the pipeline; the text is one sentence for whoever runs it.

TrainingError
├── DownloadError        the archive cannot be fetched
├── SourceError          formula text cannot be read
├── FormulaFileError     a formula file cannot be read
├── LeakError            two splits share a formula
├── MathJaxError         the drawing program cannot be run
├── ShardError           packed pictures cannot be used
├── CheckpointError      training state cannot be used
└── NonFiniteLossError   the run diverged

Each stands beside the code that raises it. Weights that cannot be used are
``model.weights.files.WeightsError``.
"""


class TrainingError(RuntimeError):
    """A step of the pipeline cannot go on."""
