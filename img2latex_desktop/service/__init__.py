"""Recognition as a service without Qt: the worker process, its link, batches, installed weights."""
