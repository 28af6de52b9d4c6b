"""How a private person's data is shown to people who need not know it (domain rules: 王*, 王*芳, 欧**兰; 138****5678)."""

import re


def mask_name(name: str) -> str:
    """王芳 → 王*, 王小芳 → 王*芳, 欧阳玉兰 → 欧**兰, 阿依古丽·买买提 → 阿**提: never more than two characters stay."""
    name = name.strip()
    if len(name) < 2:
        return "*" if name else ""
    if len(name) == 2:
        return f"{name[0]}*"
    return f"{name[0]}*{name[-1]}" if len(name) == 3 else f"{name[0]}**{name[-1]}"


def surname_only(name: str) -> str:
    """Confidential records show the surname alone: 王小芳 → 王某某."""
    name = name.strip()
    return f"{name[0]}某某" if name else ""


def mask_phone(phone: str) -> str:
    """13812345678 → 138****5678; anything shorter shows its last two digits."""
    digits = re.sub(r"\D", "", phone)
    if len(digits) == 11:
        return f"{digits[:3]}****{digits[-4:]}"
    return f"****{digits[-2:]}" if len(digits) > 4 else "****" if digits else ""
