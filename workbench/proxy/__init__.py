"""A proxy that lets any server of OpenAI's chat completions answer for SageMaker's endpoints.

So a real model can be tried on a laptop, with llama.cpp, vLLM or Ollama and without an account.
"""
