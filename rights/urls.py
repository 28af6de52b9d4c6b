from django.urls import path

from rights.views import assistance, cases

app_name = "rights"
urlpatterns = [
    path("mediations/", assistance.MediationList.as_view(), name="mediation-list"),
    path("mediations/new/", assistance.MediationCreate.as_view(), name="mediation-create"),
    path("mediations/export/", assistance.MediationExport.as_view(), name="mediation-export"),
    path("mediations/<int:pk>/", assistance.MediationDetail.as_view(), name="mediation-detail"),
    path("mediations/<int:pk>/edit/", assistance.MediationUpdate.as_view(), name="mediation-update"),
    path("mediations/<int:pk>/cancel/", assistance.MediationCancel.as_view(), name="mediation-cancel"),
    path("checks/", assistance.RiskCheckList.as_view(), name="risk-check-list"),
    path("checks/new/", assistance.RiskCheckCreate.as_view(), name="risk-check-create"),
    path("checks/export/", assistance.RiskCheckExport.as_view(), name="risk-check-export"),
    path("checks/<int:pk>/", assistance.RiskCheckDetail.as_view(), name="risk-check-detail"),
    path("checks/<int:pk>/edit/", assistance.RiskCheckUpdate.as_view(), name="risk-check-update"),
    path("checks/<int:pk>/cancel/", assistance.RiskCheckCancel.as_view(), name="risk-check-cancel"),
    path("households/", assistance.RiskHouseholdList.as_view(), name="risk-household-list"),
    path("households/new/", assistance.RiskHouseholdCreate.as_view(), name="risk-household-create"),
    path("households/export/", assistance.RiskHouseholdExport.as_view(), name="risk-household-export"),
    path("households/<int:pk>/", assistance.RiskHouseholdDetail.as_view(), name="risk-household-detail"),
    path("households/<int:pk>/edit/", assistance.RiskHouseholdUpdate.as_view(), name="risk-household-update"),
    path("households/<int:pk>/visit/", assistance.RiskHouseholdVisit.as_view(), name="risk-household-visit"),
    path("households/<int:pk>/close/", assistance.RiskHouseholdClose.as_view(), name="risk-household-close"),
    path("households/<int:pk>/cancel/", assistance.RiskHouseholdCancel.as_view(), name="risk-household-cancel"),
    path("leads/", cases.LeadCreate.as_view(), name="lead-create"),
    path("cases/", cases.CaseList.as_view(), name="case-list"),
    path("cases/new/", cases.CaseCreate.as_view(), name="case-create"),
    path("cases/lookup/", cases.CaseLookup.as_view(), name="case-lookup"),
    path("cases/export/", cases.CaseExport.as_view(), name="case-export"),
    path("cases/<str:number>/", cases.CaseDetail.as_view(), name="case-detail"),
    path("cases/<str:number>/edit/", cases.CaseUpdate.as_view(), name="case-update"),
    path("cases/<str:number>/advance/<str:to>/", cases.CaseAdvance.as_view(), name="case-advance"),
    path("cases/<str:number>/contact/", cases.CaseContactCreate.as_view(), name="case-contact"),
    path("cases/<str:number>/note/", cases.CaseNoteCreate.as_view(), name="case-note"),
    path("cases/<str:number>/hand-over/", cases.CaseHandOver.as_view(), name="case-hand-over"),
    path("cases/<str:number>/reveal/", cases.CaseReveal.as_view(), name="case-reveal"),
]
