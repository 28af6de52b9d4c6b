"""Words that every app shares."""

from django.db import models


class WorkArea(models.TextChoices):
    """工作领域: the areas that plans, records, indicators and the chapters of a summary are sorted by."""

    IDEOLOGY = "ideology", "思想政治引领"
    ORGANIZATION = "organization", "组织建设"
    CADRE_TEAM = "cadre_team", "干部执委队伍"
    MECHANISM = "mechanism", "制度机制与自身建设"
    GOVERNANCE = "governance", "参政议政与女性人才"
    VENUE = "venue", "阵地建设"
    WOMEN_TRAINING = "women_training", "妇女素质培训"
    EMPLOYMENT = "employment", "创业就业与巾帼建功"
    RURAL = "rural", "乡村振兴"
    COURTYARD = "courtyard", "美丽庭院与人居环境"
    FAMILY = "family", "家庭文明"
    FAMILY_EDUCATION = "family_education", "家庭教育"
    CHILDREN = "children", "儿童工作"
    CARE = "care", "关爱帮扶"
    HEALTH = "health", "妇女健康"
    RIGHTS = "rights", "维权与调解"
    LAW_PUBLICITY = "law_publicity", "普法宣传"
    CULTURE_FESTIVAL = "culture_festival", "节庆与文体活动"
    VOLUNTEER = "volunteer", "巾帼志愿服务"
    PUBLICITY = "publicity", "典型宣传与新媒体"
    RESEARCH = "research", "调研与信息"
    PLAN_INDICATOR = "plan_indicator", "两规划与妇儿工委"
