from typing import Any

from matdiff_cli.api import Derivation as Derivation
from matdiff_cli.api import Verdict as Verdict
from matdiff_cli.api import check as check
from matdiff_cli.api import derive as derive
from matdiff_cli.errors import MatdiffError as MatdiffError

__version__: str

def load_ipython_extension(ipython: Any) -> None: ...
